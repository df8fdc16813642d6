// The samples that records of JSON were packed with, up to version 11 of the store. None is ever changed: what was
// packed with one can only be unpacked with it.
#pragma once

#include <string_view>

namespace isnad::store {

// The commonest names of rules, actors and places, the most frequent last, then claims. The texts are left out: they
// are those of the document at the claim's offsets.
inline constexpr std::string_view kJsonSample =
    R"("rules":["release.inqadh.n","attack.hadth.n","attack.hajm.v","destruction.drr.n","casualty.wfaa.n","shooting)"
    R"(.atlq_alnar.ph","say.tahaddatha","say.nafa","unit.month","airstrike.drba_jwya.ph","attack.jryma.n","assassin)"
    R"(ation.aghtyal.n","say.wasafa","say.nashara","demand.dcwa.n","meet.zyara.n","shelling.asthdf.v","prep.hasab_r)"
    R"(eport","shelling.itlaq_sarwkh.ph","say.itabara","unit.year","arrest.actqal.n","protest.msyra_ahtjajya.ph","c)"
    R"(asualty.lqy.v","armed_clash.qtal.n","casualty.qtla_wjrha.ph","accuse.adan.v","claim_responsibility.mswwlya.n)"
    R"(","meet.ajtmac.n","siege.hsar.n","shooting.rsas.n","say.hadhdhara","shelling.atlq.v","agree.wqf_itlaq_alnar.)"
    R"(ph","disaster.zlzal.n","say.kashafa","take_control.thryr.n","accuse.atham.n","casualty.msrc.n","demand.tlb.v)"
    R"(","disaster.hadth.n","casualty.jrh.v","airstrike.qsf.v","say.sarraha","offensive.cmlya_cskrya.ph","destructi)"
    R"(on.tdmyr.n","release.ijla.n","protest.tzahra.n","clock","unit.week","armed_clash.mwajha.n","vague","casualty)"
    R"(.msab.p","say.daa","deny.rfd.v","deny.nfa.v","offensive.tqdm.v","part.ni","disaster.hryq.n","armed_clash.ash)"
    R"(tbak.n","attack.asthdaf.n","offensive.cmlya.n","protest.mzahra.n","attack.actda.n","demand.talb.v","casualty)"
    R"(.jryh.n","say.ittahama","agree.atfaq.n","bombing.tfjyr.n","airstrike.ghara_jwya.ph","day","say.tabaa","accus)"
    R"(e.athm.v","support.dcm.v","part.ev","legal.thqyq.n","demand.dca.v","part.mo","armed_clash.mcrka.n","casualty)"
    R"(.dhya.n","shooting.itlaq_nar.ph","bombing.anfjar.n","shelling.qsf.v","say.ashara","take_control.sytra.n","ai)"
    R"(rstrike.ghara.n","take_control.sytr.v","casualty.isaba.n","say.awdaha","say.naqala","say.dhakara","length",")"
    R"(casualty.asab.v","protest.ahtjaj.n","casualty.qtyl.n","year","say.afada","prep.wifq","say.akkada","casualty.)"
    R"(mqtl.n","say.adafa","prep.bihasab","date","say.alana","casualty.qtl.v","attack.hjwm.n","weekday","say.qala",)"
    R"("model.voice","model.trigger"],"id":"gen.students","id":"agency.reuters","id":"demonym.irn","id":"fr","id":")"
    R"(org.eu","id":"gen.accused","id":"gen.medics_press","id":"ps.gaza_strip.khan_younis.khan_younis","id":"gen.wo)"
    R"(rkers","id":"ye.amanat_al_asimah.sanaa","id":"gen.unions","id":"sy.daraa","id":"ye.hodeidah","id":"gen.regim)"
    R"(e","id":"ye.saada","id":"demonym.syr","id":"gov.syr","id":"capital.syr","id":"state.gbr","id":"gen.displaced)"
    R"(","id":"demonym.rus","id":"person.qidra","id":"gen.journalists","id":"gen.families","id":"gen.factions","id")"
    R"(:"gen.states","id":"gov.assadgov","id":"person.ramiabdul","id":"gen.opposition","id":"gen.artillery","id":"s)"
    R"(y.idlib","id":"state.tur","id":"gen.presidency","id":"grp.taliban","id":"head.usa","id":"gen.police_men","id)"
    R"(":"fr.paris","id":"gen.servicemen","id":"health.pse","id":"gen.citizens","id":"gen.women","id":"gen.commande)"
    R"(rs","id":"demonym.usa","id":"agency.sana","id":"iq","id":"gen.attackers","id":"iq.basra.basra","id":"state.s)"
    R"(yr","id":"gen.officials","id":"gen.youths","id":"gen.leader_cadres","id":"mil.yemarmy_gov","id":"af","id":"s)"
    R"(tate.sau","id":"army.syr","id":"af.kabul_province.kabul","id":"gen.residents","id":"gen.terrorists","id":"ge)"
    R"(n.group_the","id":"grp.syrrebels","id":"org.unsc","id":"gen.fighters","id":"gen.refugees","id":"gen.govforce)"
    R"(s","id":"army.yem","id":"person.trump","id":"state.irn","id":"gen.judiciary","id":"gen.authorities","id":"co)"
    R"(al.arabcoal","id":"sy.damascus.damascus","id":"gen.soldiers","id":"gen.men","id":"il","id":"sy.rif_dimashq.d)"
    R"(ouma","id":"sy.aleppo.afrin","id":"gen.protesters","id":"gen.security_forces","id":"gen.children","id":"stat)"
    R"(e.rus","id":"agency.afp","id":"state.usa","id":"gen.government","id":"gen.elements","id":"demonym.isr","id":)"
    R"("gen.gunmen","id":"gen.police","id":"gen.demonstrators","id":"gen.troops","id":"ye.hodeidah.hodeidah","id":")"
    R"(gen.aircraft","id":"gen.militia","id":"ps.gaza_strip.gaza_governorate.gaza_city","id":"mil.syrgov","id":"gen)"
    R"(.army","id":"grp.hamas","id":"ye","id":"grp.is","id":"sy.rif_dimashq.eastern_ghouta","id":"org.un","id":"coa)"
    R"(l.coalition","id":"state.isr","id":"gen.civilians","id":"sy","id":"ps.gaza_strip","id":"demonym.pse","id":"o)"
    R"(rg.sohr","id":"mil.isrdef","id":"grp.houthi","id":"gen.persons",)"
    R"({"doc_id":"","outlet":"","url":"","published":null,"retrieved":null,"author":"","title":"","text":"","claims":[)"
    R"({"claim_id":"c1","kind":"casualty","trigger":{"text":"","start":1,"end":2},"agent":[{"text":"","start":1,"end":2,)"
    R"("id":"","sector":"UAF"}],"target":[{"text":"","start":1,"end":2,"id":"","sector":""}],"place":[{"text":"",)"
    R"("start":1,"end":2,"id":"","precision":"city","candidates":[]}],"time":[{"text":"","start":1,"end":2,"value":)"
    R"("2016-10-21"}],"means":[],"casualties":[{"text":"","start":1,"end":2,"effect":"killed","low":1,"high":1,"group":)"
    R"("unspecified"}],"modality":"asserted","attribution":[{"text":"","start":1,"end":2,"kind":"official","named":true,)"
    R"("id":""}],"quote":"indirect","confidence":0.99,"plover":"ASSAULT","plover_mode":"","incident":"","rules":[)"
    R"("model.trigger","model.report","model.voice"],"sentence":{"text":"","start":1,"end":2}},)"
    R"({"claim_id":"c2","kind":"attack","trigger":{"text":"","start":1,"end":2},"agent":[],"target":[],"place":[],"time":[],)"
    R"("means":[],"casualties":[],"modality":"asserted","attribution":[],"quote":"none","confidence":0.9,"plover":"")"
    R"(,"plover_mode":"","incident":"","rules":["model.trigger"],"sentence":{"text":"","start":1,"end":2}},)";

// What was packed with the texts had the claims of it alone, and the document's own text behind them.
inline constexpr std::string_view kFirstJsonSample = kJsonSample.substr(kJsonSample.find(R"({"doc_id")"));

inline constexpr std::string_view kIncidentJsonSample =
    R"({"incident_id":"i-","family":"violence","kind":"shelling","place_id":"","place":"","day_first":null,"day_las)"
    R"(t":null,"claims":[{"doc_id":"","claim_id":""}],"documents":[""],"independent_origins":1,"origins":[{"id":"",)"
    R"("claims":[{"doc_id":"","claim_id":""}]}],"channels":[{"id":"","claims":[{"doc_id":"","claim_id":""}]}],"toll)"
    R"(":[{"doc_id":"","claim_id":"","outlet":"","published":null,"attribution":[{"text":"","start":1,"end":2,"kind)"
    R"(":"organisation","named":false,"id":""}],"modality":"asserted","origin":"","casualty":{"text":"","start":1,")"
    R"(end":2,"effect":"killed","low":1,"high":1,"group":"civilian"},"vague":false,"standing":"current","by":null}])"
    R"(,"responsibility":[{"doc_id":"","claim_id":"","outlet":"","published":null,"attribution":[{"text":"","start")"
    R"(:1,"end":2,"kind":"official","named":true,"id":""}],"modality":"asserted","origin":"","stance":"claimed","ac)"
    R"(tor":"","words":""}],"control":[{"doc_id":"","claim_id":"","outlet":"","published":null,"attribution":[{"tex)"
    R"(t":"","start":1,"end":2,"kind":"media","named":true,"id":""}],"modality":"asserted","origin":"","day":null,")"
    R"(place_id":"","place":"","extent":"","share":1.0,"holder":"","words":"","side":"state","holds":true}],"disput)"
    R"(es":[{"type":"occurrence","about":"protest","status":"open","weight":0.5,"positions":[{"statement":"protest")"
    R"(,"claims":[{"doc_id":"","claim_id":""}],"voices":[""],"independent":5}]}]})"
    R"({"incident_id":"i-","family":"protest","kind":"protest","place_id":"","place":"","day_first":null,"day_last":null,)"
    R"("claims":[{"doc_id":"","claim_id":"c1"}],"documents":[""],"independent_origins":2,"origins":[{"id":"agency.",)"
    R"("claims":[{"doc_id":"","claim_id":"c3"}]}],"channels":[{"id":"text:","claims":[{"doc_id":"","claim_id":"c2"}]}],)"
    R"("toll":[{"doc_id":"","claim_id":"c2","outlet":"","published":"","attribution":[],"modality":"asserted",)"
    R"("origin":"outlet:"}],"responsibility":[],"control":[],"disputes":[{"type":"number","about":"killed","positions":[]}]})"
    R"({"incident_id":"i-","family":"coercion","kind":"arrest","place_id":"iq.","place":"","day_first":"2016-10-21",)"
    R"("day_last":"2016-10-21","claims":[{"doc_id":"","claim_id":"c1"}],"documents":[""],"independent_origins":1,)"
    R"("origins":[{"id":"outlet:","claims":[{"doc_id":"","claim_id":"c1"}]}],"channels":[{"id":"outlet:","claims":[)"
    R"({"doc_id":"","claim_id":"c1"}]}],"toll":[],"responsibility":[],"control":[],"disputes":[]})";

inline constexpr std::string_view kFirstIncidentJsonSample =
    kIncidentJsonSample.substr(kIncidentJsonSample.find(R"({"incident_id":"i-","family":"protest")"));

}  // namespace isnad::store
