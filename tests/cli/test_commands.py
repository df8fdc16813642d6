"""What every command owes its user: help with an example, exit codes, data apart from messages, a quiet end."""
import re
import subprocess
import unittest

from program import PROGRAM, REPORTS, Case


class Commands(Case):
    def commands(self):
        listed = self.run_program("--help").stdout.decode().split("Subcommands:\n")[1]
        return re.findall(r"^  (\w+) ", listed, re.MULTILINE)

    def test_help_of_each_command_has_an_example(self):
        commands = self.commands()
        self.assertLessEqual({"code", "analyze", "eval", "lexicon"}, set(commands))
        for command in commands:
            with self.subTest(command):
                text = self.run_program(command, "--help").stdout.decode()
                self.assertRegex(text, rf"Example:\n  .*\bisnad {command}\b")

    def test_version(self):
        self.assertRegex(self.run_program("--version").stdout.decode(), r"^isnad \d+\.\d+\.\d+\n$")

    def test_wrong_usage_is_2_and_prints_no_data(self):
        for arguments in ([], ["nosuch"], ["code", "--nosuch"], ["code", "--threads", "0"], ["code", "--format", "xml"],
                          ["code", "--published", "21/10/2016"], ["code", "--encoding", "klingon"],
                          ["code", "--lexicon", "/nosuch"], ["lexicon"], ["eval"]):
            with self.subTest(arguments):
                done = self.run_program(*arguments, code=2)
                self.assertEqual(done.stdout, b"")
                self.assertNotEqual(done.stderr, b"")

    def test_a_closed_pipe_ends_quietly(self):
        for threads in ("1", "3"):
            with self.subTest(threads):
                command = f'"{PROGRAM}" analyze --threads {threads} "{REPORTS}" "{REPORTS}" | head -c 10 >/dev/null'
                done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60)
                self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_a_full_disk_is_noticed(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "analyze", str(REPORTS)], stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"could not be written", done.stderr)


if __name__ == "__main__":
    unittest.main()
