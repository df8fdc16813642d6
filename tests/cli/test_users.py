"""isnad users: the file of those who may review."""
import stat
import unittest

from program import Case


class Users(Case):
    def setUp(self):
        super().setUp()
        self.file = self.folder / "users"

    def add(self, name, password="long enough", role="reviewer", code=0):
        return self.run_program("users", self.file, "add", name, "--role", role, given=password.encode() + b"\n", code=code)

    def lines(self):
        return [line.split(":") for line in self.file.read_text().splitlines() if not line.startswith("#")]

    def test_passwords_are_kept_as_hashes_for_the_owner_alone(self):
        self.add("amal")
        self.add("badr", role="admin")
        self.assertEqual([line[:2] for line in self.lines()], [["amal", "reviewer"], ["badr", "admin"]])
        self.assertTrue(all(line[2].startswith("$argon2id$") for line in self.lines()))
        self.assertNotIn("long enough", self.file.read_text())
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o600)

    def test_adding_again_changes_and_removing_removes(self):
        self.add("amal")
        before = self.lines()
        self.add("amal", role="reader")
        self.assertEqual(self.lines()[0][1], "reader")
        self.assertNotEqual(self.lines()[0][2], before[0][2])
        self.run_program("users", self.file, "remove", "amal")
        self.assertEqual(self.lines(), [])

    def test_says_what_is_wrong(self):
        self.assertIn(b"8 characters", self.add("amal", "short", code=2).stderr)
        self.assertIn(b"no user name", self.add("a:b", code=2).stderr)
        self.assertIn(b"cannot be read", self.run_program("users", self.folder / "none", "remove", "x", code=2).stderr)
        broken = self.write("broken", "amal:reviewer:plain\n")
        done = self.run_program("users", broken, "remove", "amal", code=2)
        self.assertIn(f"{broken}:1".encode(), done.stderr)
        self.run_program("serve", self.folder / "none.db", code=2)


if __name__ == "__main__":
    unittest.main()
