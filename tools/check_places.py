#!/usr/bin/env python3
"""Checks the gazetteer: resources/places.tsv, place_words.tsv and nationalities.tsv.

Every id is unique, every parent exists without cycles and in the same country, coordinates are in range and near the
parent's, types, notes and prominence are of the closed lists, and no two places of one parent share a name. With
--reference, rows that cite a Who's On First record must lie within 15 km of it.

usage: check_places.py RESOURCES [--reference PLACES_AR.tsv]
Prints errors and warnings as file:line, and exits 1 on any error.
"""

import argparse
import math
import os
import re
import sys

PLACE_COLUMNS = ("id name_ar aliases_ar name_en type country parent lat lon prominence source note").split()
WORD_COLUMNS = "id forms type english role source note".split()
NATION_COLUMNS = "id code adjective_ms irregular_plural english source note".split()
TYPES = set("country governorate district subdistrict city town village quarter camp area region river road site".split())
NOTES = {"", "needs_head", "common_word", "capital"}
ROLES = {"head", "direction", "part", "facility"}
ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*\Z")
CITED = re.compile(r"Who's On First (\d+)\Z")
FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
MARKS = re.compile("[\u064b-\u0652\u0670]")
FAR_KM = 300
REFERENCE_KM = 15


class Report:
    """Collects what is wrong, and remembers whether any of it is an error."""

    def __init__(self):
        self.errors = 0
        self.warnings = 0

    def error(self, row, text):
        self.errors += 1
        print(f"{row['file']}:{row['line']}: error: {text}")

    def warn(self, row, text):
        self.warnings += 1
        print(f"{row['file']}:{row['line']}: warning: {text}")


def folded(name):
    return MARKS.sub("", name).translate(FOLD)


def distance_km(a, b):
    lat_a, lon_a, lat_b, lon_b = (math.radians(x) for x in (*a, *b))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def read_rows(path, columns, report):
    """Yields each row as a dict with its file and line; the header is the first line that is no comment."""
    rows, header = [], None
    with open(path, encoding="utf-8", newline="") as stream:
        for number, line in enumerate(stream, 1):
            where = {"file": path, "line": number}
            if line.startswith("#"):
                continue
            if "\r" in line or not line.endswith("\n"):
                report.error(where, "line must end with LF only")
            cells = line.rstrip("\r\n").split("\t")
            if header is None:
                header = cells
                if header != columns:
                    report.error(where, f"header is {header}, expected {columns}")
                    return []
            elif len(cells) != len(columns):
                report.error(where, f"{len(cells)} cells, expected {len(columns)}")
            else:
                rows.append({**dict(zip(columns, cells)), **where})
    return rows


def check_ids(rows, report):
    first = {}
    for row in rows:
        if not ID.match(row["id"]):
            report.error(row, f"id {row['id']!r} is not dotted lower-case ASCII")
        if row["id"] in first:
            report.error(row, f"id {row['id']} is already on line {first[row['id']]}")
        first.setdefault(row["id"], row["line"])


def check_cells(row, report):
    if not row["name_ar"] or not row["name_en"] or not row["source"]:
        report.error(row, "name_ar, name_en and source must be filled")
    if row["type"] not in TYPES:
        report.error(row, f"unknown type {row['type']!r}")
    if not re.fullmatch("[0-9]", row["prominence"]):
        report.error(row, f"prominence {row['prominence']!r} is not 0..9")
    if row["note"] not in NOTES:
        report.error(row, f"unknown note {row['note']!r}")
    if not re.fullmatch("([a-z]{2})?", row["country"]):
        report.error(row, f"country {row['country']!r} is not a lower-case ISO 3166 alpha-2 code")
    names = [row["name_ar"]] + (row["aliases_ar"].split("|") if row["aliases_ar"] else [])
    keys = [folded(name) for name in names]
    if len(set(keys)) < len(keys):
        report.error(row, "an alias repeats another name of the row after normalisation")
    if any(name != " ".join(name.split()) or not name for name in names):
        report.error(row, "a name is empty or has stray spaces")


def point(row):
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError:
        return None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def check_parent(row, by_id, report):
    parent = by_id.get(row["parent"])
    if not row["parent"]:
        if row["type"] != "country" and row["country"]:
            report.error(row, "a place inside a country needs a parent")
        return
    if row["type"] == "country":
        report.error(row, "a country has no parent")
    if parent is None:
        report.error(row, f"parent {row['parent']} does not exist")
        return
    if parent["country"] != row["country"]:
        report.error(row, f"country {row['country']!r} differs from the parent's {parent['country']!r}")
    here, there = point(row), point(parent)
    if here and there and parent["type"] != "country" and distance_km(here, there) > FAR_KM:
        report.warn(row, f"{distance_km(here, there):.0f} km from its parent {parent['id']}")


def check_cycles(rows, by_id, report):
    for row in rows:
        seen, at = set(), row
        while at is not None and at["id"] not in seen:
            seen.add(at["id"])
            at = by_id.get(at["parent"])
        if at is not None:
            report.error(row, f"its parents run in a circle at {at['id']}")


def check_names(rows, report):
    first = {}
    for row in rows:
        key = (row["parent"], folded(row["name_ar"]))
        if key in first:
            report.error(row, f"same name and parent as {first[key]['id']} on line {first[key]['line']}")
        first.setdefault(key, row)


def check_places(path, report):
    rows = read_rows(path, PLACE_COLUMNS, report)
    check_ids(rows, report)
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        check_cells(row, report)
        if point(row) is None:
            report.error(row, f"coordinates {row['lat']!r}, {row['lon']!r} are not degrees in range")
        check_parent(row, by_id, report)
    check_cycles(rows, by_id, report)
    check_names(rows, report)
    return rows


def check_words(path, report):
    rows = read_rows(path, WORD_COLUMNS, report)
    check_ids(rows, report)
    for row in rows:
        if row["role"] not in ROLES:
            report.error(row, f"unknown role {row['role']!r}")
        if row["type"] and row["type"] not in TYPES:
            report.error(row, f"unknown type {row['type']!r}")
        if not all(row["forms"].split("|")):
            report.error(row, "an empty form")
    return rows


def check_nations(path, places, report):
    rows = read_rows(path, NATION_COLUMNS, report)
    check_ids(rows, report)
    countries = {row["id"] for row in places if row["type"] == "country"}
    for row in rows:
        if row["code"] and (not re.fullmatch("[A-Z]{3}", row["code"]) or row["id"] not in countries):
            report.error(row, f"code {row['code']!r} needs three capitals and the id of a country in places.tsv")
        if not row["adjective_ms"]:
            report.error(row, "adjective_ms is empty")
    return rows


def check_reference(places, path, report):
    cited = {}
    for row in places:
        match = CITED.match(row["source"])
        if match:
            cited.setdefault(match.group(1), []).append(row)
    found = set()
    with open(path, encoding="utf-8") as stream:
        header = stream.readline().rstrip("\n").split("\t")
        lat, lon = header.index("lat"), header.index("lon")
        for line in stream:
            cells = line.rstrip("\n").split("\t")
            for row in cited.get(cells[0], []):
                found.add(cells[0])
                gap = distance_km(point(row), (float(cells[lat]), float(cells[lon]))) if point(row) else 0
                if gap > REFERENCE_KM:
                    report.error(row, f"{gap:.0f} km from Who's On First {cells[0]}")
    for key in sorted(set(cited) - found):
        for row in cited[key]:
            report.error(row, f"Who's On First {key} is not in the reference")


def main():
    parser = argparse.ArgumentParser(description="check the gazetteer of a resources folder")
    parser.add_argument("resources")
    parser.add_argument("--reference", help="places_ar.tsv, to check the rows that cite Who's On First")
    options = parser.parse_args()
    report = Report()
    places = check_places(os.path.join(options.resources, "places.tsv"), report)
    words = check_words(os.path.join(options.resources, "place_words.tsv"), report)
    nations = check_nations(os.path.join(options.resources, "nationalities.tsv"), places, report)
    if options.reference:
        check_reference(places, options.reference, report)
    print(f"{len(places)} places, {len(words)} place words, {len(nations)} nationalities: "
          f"{report.errors} errors, {report.warnings} warnings")
    return 1 if report.errors else 0


if __name__ == "__main__":
    sys.exit(main())
