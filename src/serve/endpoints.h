// The endpoints, one function each; docs/api/openapi.yaml says what they are asked and answer.
#pragma once

#include "serve/app.h"

namespace isnad::serve {

// meta.cc
Response meta(const Call& call);
Response suggest(const Call& call);

// incidents.cc
Response incidents(const Call& call);
Response map(const Call& call);
Response timeline(const Call& call);
Response facets(const Call& call);

// sheet.cc
Response incident_sheet(const Call& call);

// documents.cc
Response documents(const Call& call);
Response document(const Call& call);
Response claim(const Call& call);

// disputes.cc
Response disputes(const Call& call);
Response dispute_feed(const Call& call);

// places.cc
Response place(const Call& call);

// sources.cc
Response sources(const Call& call);
Response source(const Call& call);

// changes.cc
Response changes(const Call& call);
Response exports(const Call& call);
Response export_file(const Call& call);

// try_it.cc
Response code(const Call& call);

// sign_in.cc
Response session(const Call& call);
Response sign_in(const Call& call);
Response sign_out(const Call& call);

// review_endpoints.cc
Response acts(const Call& call);
Response act(const Call& call);
Response queue(const Call& call);
Response agreement(const Call& call);
Response gold(const Call& call);

}  // namespace isnad::serve
