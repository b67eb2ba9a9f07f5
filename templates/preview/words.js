/* What a course says to its LMS, in plain words, and what the LMS's error codes mean (SCORM 1.2 RTE 3.4.1; SCORM 2004 4th
 * edition RTE 3.1.7). */
(() => {
  "use strict";
  const { preview } = window;

  const STATUS = {
    passed: "the learner has passed",
    failed: "the learner has not passed",
    completed: "the learner has done all of it",
    incomplete: "the learner has begun and is not done",
    browsed: "the learner has only looked around",
    "not attempted": "the learner has not begun",
    unknown: "nothing is known yet"
  };
  const EXIT = {
    suspend: "the learner will come back: keep everything",
    "": "this attempt is over",
    normal: "this attempt is over",
    logout: "the learner is to be logged out",
    "time-out": "the time is up"
  };
  const REQUEST = {
    continue: "to go on to the next part",
    previous: "to go back one part",
    suspendAll: "to close the course and keep the attempt",
    exitAll: "to close the course: the attempt is over",
    exit: "to close this part",
    abandon: "to close this part and forget it",
    abandonAll: "to close the course and forget the attempt",
    _none_: "nothing"
  };

  const quoted = (value) => (value === "" ? "nothing" : `“${value.length > 60 ? `${value.slice(0, 60)}…` : value}”`);

  // What an element is about, and what setting it says. `n` is the number of an interaction or objective, from 1.
  const ELEMENTS = [
    [
      /^cmi\.core\.lesson_status$/,
      "how far the learner is",
      (value) => STATUS[value] || `the status is ${quoted(value)}`
    ],
    [
      /^cmi\.completion_status$/,
      "whether all is done",
      (value) => STATUS[value] || `the completion is ${quoted(value)}`
    ],
    [
      /^cmi\.success_status$/,
      "whether the learner has passed",
      (value) => STATUS[value] || `the result is ${quoted(value)}`
    ],
    [/^cmi\.(core\.)?score\.raw$/, "the score", (value) => `the score is ${value}`],
    [
      /^cmi\.(core\.)?score\.(min|max)$/,
      "the range of the score",
      (value, found) => `the ${found[2] === "min" ? "lowest" : "highest"} score there can be is ${value}`
    ],
    [/^cmi\.score\.scaled$/, "the score as a share", (value) => `the score is ${Math.round(value * 1000) / 10} %`],
    [/^cmi\.progress_measure$/, "the progress", (value) => `${Math.round(value * 100)} % is done`],
    [/^cmi\.(core\.lesson_)?location$/, "where the learner was", (value) => `the learner is at ${quoted(value)}`],
    [
      /^cmi\.suspend_data$/,
      "all that the course remembers of the learner",
      (value) => `remember this for the learner: ${preview.count(value.length, "character")}`
    ],
    [
      /^cmi\.(core\.)?session_time$/,
      "the time of this visit",
      (value) => `this visit has taken ${preview.duration(value)} so far`
    ],
    [/^cmi\.(core\.)?total_time$/, "the time of all visits"],
    [/^cmi\.(core\.)?exit$/, "how it ends", (value) => EXIT[value] || `it ends with ${quoted(value)}`],
    [/^cmi\.(core\.)?entry$/, "whether the learner comes back to an open attempt"],
    [/^cmi\.(core\.lesson_)?mode$/, "whether this counts or is a review"],
    [/^cmi\.(core\.)?credit$/, "whether results count"],
    [/^cmi\.core\.student_id$|^cmi\.learner_id$/, "who the learner is"],
    [/^cmi\.core\.student_name$|^cmi\.learner_name$/, "the learner's name"],
    [/^cmi\.student_data\.mastery_score$|^cmi\.scaled_passing_score$/, "the pass mark that the LMS has for it"],
    [/^cmi\.completion_threshold$/, "how much must be done to be complete"],
    [/^cmi\.launch_data$/, "what the package wants it told at launch"],
    [/^cmi\.interactions\._count$/, "how many answers the LMS has"],
    [/^cmi\.objectives\._count$/, "how many objectives the LMS has"],
    [/^cmi\.(interactions|objectives)\._children$/, "whether the LMS keeps reports of this kind"],
    [/^cmi\.interactions\.(\d+)\.id$/, "an answer", (value, _, n) => `answer ${n} is to the question ${quoted(value)}`],
    [
      /^cmi\.interactions\.(\d+)\.type$/,
      "the kind of question",
      (value, _, n) => `answer ${n} is to a question of the kind ${value}`
    ],
    [
      /^cmi\.interactions\.(\d+)\.(student|learner)_response$/,
      "an answer",
      (value, _, n) => `answer ${n} is ${quoted(value)}`
    ],
    [
      /^cmi\.interactions\.(\d+)\.correct_responses\.\d+\.pattern$/,
      "a right answer",
      (value, _, n) => `to question ${n} it would be right to answer ${quoted(value)}`
    ],
    [/^cmi\.interactions\.(\d+)\.result$/, "whether an answer is right", (value, _, n) => `answer ${n} is ${value}`],
    [
      /^cmi\.interactions\.(\d+)\.latency$/,
      "the time for an answer",
      (value, _, n) => `answer ${n} took ${preview.duration(value)}`
    ],
    [
      /^cmi\.interactions\.(\d+)\.weighting$/,
      "the weight of an answer",
      (value, _, n) => `answer ${n} weighs ${value}`
    ],
    [
      /^cmi\.interactions\.(\d+)\.time(stamp)?$/,
      "when an answer was given",
      (value, _, n) => `answer ${n} was given at ${value}`
    ],
    [
      /^cmi\.interactions\.(\d+)\.description$/,
      "the words of a question",
      (value, _, n) => `question ${n} reads ${quoted(value)}`
    ],
    [
      /^cmi\.interactions\.(\d+)\.objectives\.\d+\.id$/,
      "what a question is about",
      (value, _, n) => `question ${n} belongs to the objective ${quoted(value)}`
    ],
    [/^cmi\.objectives\.(\d+)\.id$/, "an objective", (value, _, n) => `objective ${n} is ${quoted(value)}`],
    [
      /^cmi\.objectives\.(\d+)\.score\.(raw|scaled)$/,
      "the score of an objective",
      (value, _, n) => `objective ${n} has the score ${value}`
    ],
    [
      /^cmi\.objectives\.(\d+)\.(success_|completion_)?status$/,
      "the result of an objective",
      (value, _, n) => `objective ${n} is ${value}`
    ],
    [/^adl\.nav\.request$/, "what comes next", (value) => `it asks the LMS ${REQUEST[value] || quoted(value)}`],
    [/^adl\.nav\.request_valid\.continue$/, "whether there is a next part that is open"]
  ];

  /** A call in plain words: `name` as in SCORM 2004, its values, the answer. */
  preview.says = (name, values, answer) => {
    const about = ELEMENTS.find(([pattern]) => pattern.test(values[0] || ""));
    const found = about && about[0].exec(values[0]);
    if (name === "Initialize") return "The course begins to talk to the LMS.";
    if (name === "Terminate") return "The course ends its talk with the LMS.";
    if (name === "Commit")
      return answer === "true"
        ? "The course has the LMS store everything, and it is stored."
        : "The course has the LMS store everything; it is not stored.";
    if (name === "GetLastError")
      return answer === "0"
        ? "The course asks for an error; there is none."
        : `The course asks for the last error: ${answer}.`;
    if (name === "GetErrorString" || name === "GetDiagnostic") return "The course asks what an error means.";
    if (name === "GetValue")
      return `The course asks for ${about ? about[1] : quoted(values[0] || "")}: ${quoted(answer)}.`;
    const text =
      about && about[2]
        ? about[2](String(values[1] ?? ""), found, Number(found[1]) + 1)
        : `${values[0]} is ${quoted(String(values[1] ?? ""))}`;
    return `The course says: ${text}.`;
  };

  const SHARED = {
    0: "no error",
    101: "something went wrong that the standard has no code for",
    201: "an argument is wrong",
    301: "the value cannot be read",
    401: "the LMS does not have this element (it need not, if the element is optional)",
    403: "the element has no value yet",
    404: "the element may only be read",
    405: "the element may only be written",
    406: "the value is of the wrong kind",
    407: "the value is outside the range that is allowed",
    408: "another element must be set before this one"
  };
  const FIRST = {
    202: "the element has no children to list",
    203: "the element is no list, so it has no count",
    301: "the LMS does not talk to the course: it was not begun, or has ended",
    402: "this is a word of the standard's own and cannot be set",
    403: "the element may only be read",
    404: "the element may only be written",
    405: "the value is of the wrong kind or outside the range that is allowed"
  };
  const SECOND = {
    102: "the talk could not be begun",
    103: "the talk was begun before",
    104: "the talk has ended; it cannot be begun again in this launch",
    111: "the talk could not be ended",
    112: "the talk was not begun, so it cannot be ended",
    113: "the talk has ended before",
    122: "nothing can be read before the talk is begun",
    123: "nothing can be read after the talk has ended",
    132: "nothing can be set before the talk is begun",
    133: "nothing can be set after the talk has ended",
    142: "nothing can be stored before the talk is begun",
    143: "nothing can be stored after the talk has ended",
    351: "the value cannot be set",
    391: "the LMS could not store it",
    401: "the standard has no such element",
    402: "the LMS does not have this element"
  };

  /** What an error code means in an edition. */
  preview.meaning = (code, twelve) =>
    (twelve ? FIRST : SECOND)[code] || SHARED[code] || "a code that the standard does not have";

  /** A duration of either standard in words: `0001:02:03.4` or `PT1H2M3S`. */
  preview.duration = (text) => {
    const clock = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text || "");
    const iso = /^P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(text || "");
    if (!clock && !iso) return text || "–";
    const seconds = Math.round(
      clock
        ? clock[1] * 3600 + clock[2] * 60 + Number(clock[3])
        : (iso[1] || 0) * 86400 + (iso[2] || 0) * 3600 + (iso[3] || 0) * 60 + Number(iso[4] || 0)
    );
    const parts = [
      [Math.floor(seconds / 3600), "h"],
      [Math.floor(seconds / 60) % 60, "min"],
      [seconds % 60, "s"]
    ];
    return (
      parts
        .filter(([number]) => number)
        .map(([number, unit]) => `${number} ${unit}`)
        .join(" ") || "0 s"
    );
  };
})();
