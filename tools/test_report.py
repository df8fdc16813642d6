#!/usr/bin/env python3
"""Print how each test suite of ctest's JUnit reports went, and the sum of their tests.

test_report.py NAME=REPORT.xml...

A suite that prints a count of its own (GoogleTest's, or a line "N passed, N failed") counts with it, every other as one
test. The last line is "N passed, N failed"; the exit status is 1 when a test failed or none ran.
"""
import re
import sys
import xml.etree.ElementTree as xml

OWN = re.compile(r"^(\d+) passed, (\d+) failed(.*)$", re.M)
GTEST = {key: re.compile(r"^\[\s+%s\s+\] (\d+) tests?" % key.upper(), re.M) for key in ("passed", "failed", "skipped")}
UNITTEST = re.compile(r"^Ran (\d+) tests? in", re.M)


def count(suite):
    """(passed, failed, remark) of one <testcase>."""
    output, status = suite.findtext("system-out") or "", suite.get("status")
    if status in ("disabled", "notrun"):
        skipped = suite.find("skipped")
        reason = skipped.get("message") if skipped is not None else "not run"
        skip = [line for line in output.splitlines() if line.startswith("skipped")]
        return (0, 0, skip[0] if skip else reason) if status == "disabled" or skip else (0, 1, reason)
    passed, failed, remark = counted(output)
    if status == "fail" and failed == 0:  # it crashed, or failed as a whole
        failed = 1
    return (passed, failed, remark) if passed or failed or remark else (1, 0, "")


def counted(output):
    own = OWN.findall(output)
    if own:
        return int(own[-1][0]), int(own[-1][1]), own[-1][2].strip(", ")
    found = {key: pattern.findall(output) for key, pattern in GTEST.items()}
    if any(found.values()):
        number = {key: int(values[0]) if values else 0 for key, values in found.items()}
        return number["passed"], number["failed"], f"{number['skipped']} skipped" if number["skipped"] else ""
    ran = UNITTEST.findall(output)
    return (int(ran[0]), 0, "") if ran and "\nOK" in output else (0, 0, "")


def main(arguments):
    total_passed = total_failed = 0
    for argument in arguments:
        name, path = argument.split("=", 1)
        for suite in xml.parse(path).getroot().iter("testcase"):
            passed, failed, remark = count(suite)
            total_passed += passed
            total_failed += failed
            line = f"{name:8} {suite.get('name'):28} {passed:5} passed, {failed} failed {float(suite.get('time')):7.1f} s  {remark}"
            print(line.rstrip())
    print(f"{total_passed} passed, {total_failed} failed")
    return 1 if total_failed or not total_passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
