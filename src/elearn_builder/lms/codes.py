"""Why an upload does not take place, as codes: each says what the author, or the administrator of the LMS, can do."""

from __future__ import annotations

from elearn_builder.diagnostics import error

SYNTAX = error(
    "U001",
    "settings of uploads that are not valid TOML",
    """
Where packages go is written in `elearn.toml`, one table a place:

    [targets.academy]
    service = "moodle"
    address = "https://academy.example.org"
    course = 12

Texts stand in double quotes, numbers do not; each setting has its own line.
""",
)
NO_TARGET = error(
    "U002",
    "a place to upload to that is not in the settings",
    """
`--to NAME` names a table `[targets.NAME]` in `elearn.toml`: in the current folder, in one above it, or in your own
settings (the reference of elearn.toml says where these are).
""",
)
WRITTEN_SECRET = error(
    "U003",
    "a password in a file",
    """
A password in `elearn.toml` is read by everybody who gets the file, and stays in its history for good. Take it out and
change it. Put it into an environment variable (`ELEARN_ACADEMY_PASSWORD` for a target called `academy`) or into the
keyring of your computer; without either, `elearn upload` asks for it.
""",
)
NOT_ENCRYPTED = error(
    "U004",
    "an address without encryption",
    """
With `http:`, everybody on the way can read the password and change the package. Write `https:`. For a test server in
your own network there is `--insecure`; an address of your own computer needs nothing.
""",
)
NO_SECRET = error(
    "U005",
    "a password that is nowhere to be found",
    """
`elearn upload` looks into the environment, then into the keyring of your computer, then asks. In a script nobody can be
asked: set the environment variable that the help names.
""",
)
MISSING_LIBRARY = error(
    "U006",
    "a service that needs another library",
    """
WebDAV, SFTP, S3 and the keyring are used by few, so what they need is installed only when it is wanted:

    pip install "elearn-builder[storage]"
""",
)
NOT_ACCEPTED = error(
    "U007",
    "a package that this service does not take",
    """
Services take SCORM packages as zip files. A folder for the web (`--target web`) is put on a web server by other means.

Moodle cannot read SCORM 2004 packages in which one lesson waits for another. It does not lock lessons either way: give
it SCORM 1.2, which is what a course is uploaded as.
""",
)
LOGIN = error(
    "U010",
    "a name and password, or a token, that the LMS does not accept",
    """
Try the same name and password in a browser. After several failures many LMSs lock an account for some minutes. If your
organisation has its own sign-in page, see U011. Of a token, the administrator of a Moodle sees under *Manage tokens*
whether it is still there.
""",
)
OTHER_LOGIN = error(
    "U011",
    "an LMS whose sign-in is elsewhere",
    """
The LMS sends people to a sign-in page of the organisation, or asks for a code. No command can go through it for you.
For Moodle, sign in with a browser and give the session instead of the password: the value of the cookie called
`MoodleSession`, in `ELEARN_ACADEMY_COOKIE` for a target called `academy`. Or ask for a token: the service
`moodle-plugin` needs no sign-in at all.
""",
)
NO_PERMISSION = error(
    "U012",
    "an account that may not do this",
    """
The account exists, but may not add or change this. In Moodle it must be able to edit the course (the role "Teacher" or
"Manager" in this very course). A token may have run out, and its service or all web services may be switched off.
""",
)
SESSION = error(
    "U013",
    "a session that has ended",
    """
The LMS answered with its sign-in page in the middle of the work, or does not know the session any more: it ended, or
you signed in again elsewhere. Run the same command again; a session that you have copied from a browser must be copied
anew.
""",
)
MAINTENANCE = error(
    "U014",
    "an LMS in maintenance",
    """
The LMS is closed to everybody for the time being. Run the same command again when it is open.
""",
)
TOO_LARGE = error(
    "U015",
    "a package that is larger than the LMS takes",
    """
The limit is set by the administrator of the LMS, and again by its web server. Recordings are most of a large package:
shorten or compress them. Or ask the administrator for a higher limit.
""",
)
NO_SPACE = error(
    "U016",
    "no space left in the LMS",
    """
The disk of the server, or the share of your account, is full. Delete old files there, or ask the administrator.
""",
)
NOT_FOUND = error(
    "U017",
    "a course or folder that is not there",
    """
The number of a Moodle course stands in its address: `…/course/view.php?id=12`. A folder for packages must exist.
""",
)
REFUSED = error(
    "U018",
    "a package that the LMS refuses",
    """
The LMS looked at the package, or at the settings of the activity, and said no; its own words are given. If
`elearn verify` has no objection to the package, it is a rule of this site.
""",
)
STRANGE = error(
    "U019",
    "an answer that cannot be understood",
    """
What answered is not the LMS that was expected, or one that has been changed so far that its pages cannot be read. Open
the address in a browser: is it the right one? A firewall or a page of conditions in between answers in the same way.
""",
)
LOST = error(
    "U020",
    "an LMS that cannot be reached",
    """
The connection could not be made, broke off, or took too long, several times in a row. What is in the LMS is either the
old package or the new one, never half of it. Run the same command again: it finds out and goes on from there.
""",
)
FAILING = error(
    "U021",
    "an LMS that reports a fault of its own",
    """
The server answered that something in it went wrong, several times in a row. Its administrator finds the reason in the
logs of the server. Try it by hand: if that fails too, it is not the package.
""",
)
BUSY = error(
    "U022",
    "an LMS that asks to wait",
    """
The server has had too many requests and said so, again after waiting. Run the command again later.
""",
)
OTHER_BYTES = error(
    "U023",
    "a package that arrived changed",
    """
After sending, the package is read back and compared. What is there now is not what was sent: something in between
changes files, or somebody else uploaded at the same time. Run the command again, and if it comes up again, try from
another network.
""",
)
MISSING_PLUGIN = error(
    "U024",
    "a Moodle without the plugin that a token needs",
    """
The service `moodle-plugin` works with a plugin that the administrator of the site installs once: the package
`local_elearnbuilder` of this project. Without it, the service `moodle` does the same with a name and a password.
""",
)
PROGRESS = error(
    "U030",
    "an update that would cost learners their progress",
    """
Before a package is replaced, it is compared with the one that is in the LMS, as `elearn compare` does. What learners
would lose is listed with its cure. If it is meant, `--force` uploads all the same.
""",
)
UNKNOWN_OLD = error(
    "U031",
    "an old package that cannot be compared",
    """
There is a package under this identifier, but it could not be fetched or read, so nobody can say what learners would
lose. If you know it, `--force` uploads all the same.
""",
)
CODES = (
    *(SYNTAX, NO_TARGET, WRITTEN_SECRET, NOT_ENCRYPTED, NO_SECRET, MISSING_LIBRARY, NOT_ACCEPTED),
    *(LOGIN, OTHER_LOGIN, NO_PERMISSION, SESSION, MAINTENANCE, TOO_LARGE, NO_SPACE, NOT_FOUND, REFUSED, STRANGE),
    *(LOST, FAILING, BUSY, OTHER_BYTES, MISSING_PLUGIN, PROGRESS, UNKNOWN_OLD),
)
OUTSIDE = frozenset({LOST, FAILING, BUSY, MAINTENANCE})  # nothing that the author can cure
