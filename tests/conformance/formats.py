"""Formats that the standards allow, as regular expressions: what a player may write, whatever an LMS forgives.

SCORM 1.2: RTE 3.4.4 (data types); SCORM 2004: RTE 4.1.1.7 ff., narrowed to what ADL's judge, scorm-again and Moodle
accept alike.
"""

from __future__ import annotations

TIMESPAN_12 = r"\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?"
TIME_12 = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?"
IDENTIFIER_12 = r"[A-Za-z][A-Za-z0-9_-]{0,254}"
SCORE_12 = r"(100|\d{1,2})(\.\d{1,2})?"
DECIMAL_12 = r"-?\d{1,3}(\.\d{1,2})?"
ASCII_12 = r"[\x20-\x7E]{0,255}"

SCORM12 = {
    r"cmi\.core\.lesson_location": ASCII_12,
    r"cmi\.core\.lesson_status": r"passed|completed|failed|incomplete",
    r"cmi\.core\.exit": r"suspend|",
    r"cmi\.core\.session_time": TIMESPAN_12,
    r"cmi\.core\.score\.(raw|min|max)": SCORE_12,
    r"cmi\.suspend_data": r"[A-Za-z0-9._-]{0,4000}",
    r"cmi\.objectives\.\d+\.id": IDENTIFIER_12,
    r"cmi\.objectives\.\d+\.score\.(raw|min|max)": SCORE_12,
    r"cmi\.objectives\.\d+\.status": r"passed|failed",
    r"cmi\.interactions\.\d+\.id": IDENTIFIER_12,
    r"cmi\.interactions\.\d+\.objectives\.0\.id": IDENTIFIER_12,
    r"cmi\.interactions\.\d+\.time": TIME_12,
    r"cmi\.interactions\.\d+\.type": r"true-false|choice|fill-in|matching|performance|sequencing|likert|numeric",
    r"cmi\.interactions\.\d+\.weighting": DECIMAL_12,
    r"cmi\.interactions\.\d+\.result": r"correct|wrong|unanticipated|neutral",
    r"cmi\.interactions\.\d+\.latency": TIMESPAN_12,
}
RESPONSE_12 = {
    "choice": r"[a-z0-9](,[a-z0-9])*|\{[a-z0-9](,[a-z0-9])*\}",
    "matching": r"[0-9a-z]\.[0-9a-z](,[0-9a-z]\.[0-9a-z])*|\{[0-9a-z]\.[0-9a-z](,[0-9a-z]\.[0-9a-z])*\}",
    "sequencing": r"[a-z0-9](,[a-z0-9])*",
    "numeric": r"-?\d{1,10}(\.\d+)?",
    "fill-in": ASCII_12,
    "likert": r"[a-z0-9]",
    "performance": ASCII_12,
}

SHORT_ID = r"[A-Za-z0-9_]{1,60}"
DURATION = r"PT(\d+H)?(\d{1,2}M)?\d{1,2}(\.\d{1,2})?S"
TIMESTAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"
REAL = r"-?\d{1,5}(\.\d{1,7})?"
SCALED = r"-?(1(\.0{1,7})?|0(\.\d{1,7})?)"
UNIT = r"1(\.0{1,7})?|0(\.\d{1,7})?"

SCORM2004 = {
    r"cmi\.location": r"[\x20-\x7E]{0,1000}",
    r"cmi\.completion_status": r"completed|incomplete",
    r"cmi\.success_status": r"passed|failed",
    r"cmi\.exit": r"suspend|normal",
    r"cmi\.session_time": DURATION,
    r"cmi\.progress_measure": UNIT,
    r"cmi\.score\.scaled": SCALED,
    r"cmi\.score\.(raw|min|max)": REAL,
    r"cmi\.suspend_data": r"[A-Za-z0-9._-]{0,60000}",
    r"adl\.nav\.request": r"continue|exit|exitAll|suspendAll",
    r"cmi\.objectives\.\d+\.id": SHORT_ID,
    r"cmi\.objectives\.\d+\.score\.scaled": SCALED,
    r"cmi\.objectives\.\d+\.success_status": r"passed|failed",
    r"cmi\.interactions\.\d+\.id": SHORT_ID,
    r"cmi\.interactions\.\d+\.objectives\.0\.id": SHORT_ID,
    r"cmi\.interactions\.\d+\.timestamp": TIMESTAMP,
    r"cmi\.interactions\.\d+\.type": r"choice|fill-in|matching|performance|sequencing|likert|numeric|other",
    r"cmi\.interactions\.\d+\.weighting": REAL,
    r"cmi\.interactions\.\d+\.result": r"correct|incorrect|unanticipated|neutral",
    r"cmi\.interactions\.\d+\.latency": DURATION,
    r"cmi\.interactions\.\d+\.description": r"[^\x00-\x1f]{0,250}",
}
RESPONSE_2004 = {
    "choice": rf"{SHORT_ID}(\[,\]{SHORT_ID})*",
    "matching": rf"{SHORT_ID}\[\.\]{SHORT_ID}(\[,\]{SHORT_ID}\[\.\]{SHORT_ID})*",
    "sequencing": rf"{SHORT_ID}(\[,\]{SHORT_ID})*",
    "numeric": rf"{REAL}(\[:\]{REAL})?",
    "fill-in": r"(?!\{)((?!\[[,.:]\]).){0,250}(\[,\](?!\{)((?!\[[,.:]\]).){0,250}){0,9}",
    "likert": SHORT_ID,
    "performance": rf"{SHORT_ID}\[\.\]({SHORT_ID})?(\[,\]{SHORT_ID}\[\.\]({SHORT_ID})?)*",
    "other": r"(?!\{).{0,4000}",
}
