/* Driver for SCORM 1.2 (ADL, 2001, with the addendums of 2002).
 *
 * What shapes it: one word of status for completion and success; 4096 characters of state; ASCII; an interaction names
 * its answers by single characters; optional elements answer 401. A raw score makes some LMSs set the status by
 * themselves, so it is written only together with a final status, and before it.
 */
(function (elearn) {
  "use strict";
  var api = null;
  var open = false; // between LMSInitialize and LMSFinish
  var writing = false; // not in review or browse mode, nor without credit
  var mute = true; // this LMS has given nothing at all that it was asked for
  var options = {};
  var refused = {}; // groups of elements this LMS does not have
  var index = 0; // of the next interaction
  var reached = { completed: false, passed: false, failed: false };
  var result = null; // score that waits for a final status
  var written = ""; // status word last written
  var RANK = { "not attempted": 0, "": 0, unknown: 0, browsed: 1, incomplete: 2, failed: 3, completed: 4, passed: 5 };
  var LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  var SOURCES = "123456789abcdefghijklmnopqrstuvwxyz0";

  /** Call the LMS with text arguments; what it throws is as good as no answer. */
  function call(name) {
    var values = Array.prototype.slice.call(arguments, 1);
    var answer;
    try {
      answer = api[name].apply(api, values);
    } catch (problem) {
      answer = undefined;
    }
    elearn.log(name, values, answer);
    return answer;
  }

  function get(element) {
    var value = call("LMSGetValue", element);
    var text = value === null || value === undefined ? "" : String(value);
    if (text) mute = false;
    return text;
  }

  function set(element, value) {
    return writing && elearn.truth(call("LMSSetValue", element, String(value)));
  }

  /** Set an element of an optional group; after "not implemented" the group is left alone. */
  function setOptional(group, element, value) {
    if (refused[group]) return false;
    if (set(element, value)) return true;
    if (String(call("LMSGetLastError")) === "401") refused[group] = true;
    return false;
  }

  function has(group, children) {
    if (refused[group] === undefined) refused[group] = get(children) === "" && String(call("LMSGetLastError")) === "401";
    return !refused[group];
  }

  function number(value) {
    return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null;
  }

  /** HHHH:MM:SS.SS, from whole hundredths. */
  function timespan(seconds) {
    var hundredths = Math.min(Math.round(seconds * 100), 3599999999);
    var whole = Math.floor(hundredths / 100);
    var hours = elearn.two(Math.floor(whole / 3600));
    return hours + ":" + elearn.two(Math.floor(whole / 60) % 60) + ":" + elearn.two(whole % 60) + "." +
      elearn.two(hundredths % 100);
  }

  function clock(time) {
    return [time.getHours(), time.getMinutes(), time.getSeconds()].map(elearn.two).join(":");
  }

  function percent(share) {
    return String(Math.round(Math.max(0, Math.min(1, share)) * 100));
  }

  /** The word for what has been reached, or an empty one while it is not final. */
  function finalStatus(what) {
    var mode = options.status;
    if (mode === "passed-incomplete") return what.passed && what.completed ? "passed" : "";
    if (mode === "passed-failed") return what.passed ? "passed" : what.failed ? "failed" : "";
    if (mode === "completed-failed") return what.passed ? "completed" : what.failed ? "failed" : "";
    return what.completed ? "completed" : "";
  }

  /** Score first, then status, and the status again before each commit: some LMSs forget it. */
  function writeStatus() {
    var word = finalStatus(reached);
    var lost = reached.failed === "finally" && result; // no attempt is left: the judgement is final in every mode
    if (!word && !lost) return;
    if (result) {
      setOptional("score", "cmi.core.score.min", "0");
      setOptional("score", "cmi.core.score.max", "100");
      set("cmi.core.score.raw", String(Math.round(result.raw)));
    }
    if (word && RANK[word] >= RANK[written]) {
      set("cmi.core.lesson_status", word);
      written = word;
    }
  }

  /** Text of ASCII alone: letters without their accents, 255 at most. */
  function ascii(text) {
    return elearn.clean(text.normalize("NFKD").replace(/[\u0000-\u001f]/g, " ").replace(/[^\x20-\x7e]/g, ""), 255);
  }

  var ENCODERS = {
    choice: function (chosen, exact) {
      var text = chosen.map(function (option) { return LETTERS[option.index]; }).sort().join(",");
      return exact && chosen.length > 1 ? "{" + text + "}" : text;
    },
    matching: function (pairs, exact) {
      var text = pairs.map(function (pair) {
        return SOURCES[pair[0].index] + "." + LETTERS[pair[1].index];
      }).join(",");
      return exact ? "{" + text + "}" : text;
    },
    sequencing: function (order) {
      return order.map(function (option) { return LETTERS[option.index]; }).join(",");
    },
    numeric: function (value) {
      return elearn.decimal(typeof value === "object" ? value.nominal : value);
    },
    "fill-in": function (texts) {
      return ascii([].concat(texts).join("; "));
    },
    likert: function (option) {
      return LETTERS[option.index];
    },
    performance: function (steps) {
      return ascii(steps.map(function (step) { return step[0].short + (step[1] ? step[1].short : ""); }).join(","));
    },
    other: ascii
  };
  var RESULTS = { right: "correct", wrong: "wrong", partly: "wrong", neutral: "neutral" };

  elearn.driver = {
    name: "scorm12",
    stateLimit: 4000, // 4096 in the standard; some LMSs count bytes of an envelope
    placeLimit: 255,

    start: function (given) {
      options = given;
      return elearn.findApi("API", "LMSInitialize").then(function (found) {
        api = found;
        if (!api || !elearn.truth(call("LMSInitialize", ""))) return { tracked: false };
        open = true;
        var mode = get("cmi.core.lesson_mode").toLowerCase() || "normal";
        var credit = get("cmi.core.credit").toLowerCase() || "credit";
        var status = get("cmi.core.lesson_status").toLowerCase();
        var mastery = number(get("cmi.student_data.mastery_score"));
        index = number(get("cmi.interactions._count")) || 0;
        written = status in RANK ? status : "";
        var session = {
          tracked: true,
          credit: mode === "normal" && credit === "credit",
          learner: { id: get("cmi.core.student_id"), name: get("cmi.core.student_name") },
          state: get("cmi.suspend_data"),
          place: get("cmi.core.lesson_location"),
          passMark: mastery === null || mastery < 0 || mastery > 100 ? null : mastery / 100,
          known: {
            completed: status === "completed" || status === "passed",
            passed: status === "passed",
            failed: status === "failed"
          }
        };
        var earlier = (options.recall && options.recall(session.state)) || reached;
        writing = session.credit;
        if (writing) {
          // Not where the state tells a result that the LMS does not: it is sent again in a moment. Nor to an LMS that
          // says nothing at all, as nobody knows what it has.
          if (RANK[written] < RANK.incomplete && !mute && !finalStatus(earlier)) {
            set("cmi.core.lesson_status", "incomplete");
            written = "incomplete";
          }
          set("cmi.core.exit", "suspend");
          call("LMSCommit", "");
        }
        return session;
      });
    },

    recorded: function (count) {
      index = Math.max(index, count);
    },

    place: function (id) {
      set("cmi.core.lesson_location", id.slice(0, 255));
    },

    /**
     * How many characters of the state the LMS keeps. Some cut silently, some keep the old value, some keep the
     * new one and yet answer false; of an LMS that gives nothing back, only the answer counts.
     */
    save: function (state) {
      var said = set("cmi.suspend_data", state);
      var kept = get("cmi.suspend_data");
      if (kept === "") return said ? state.length : 0;
      return state.indexOf(kept) === 0 ? kept.length : 0;
    },

    record: function (answer) {
      if (!has("interactions", "cmi.interactions._children")) return;
      var at = "cmi.interactions." + index + ".";
      var type = { other: "performance" }[answer.type] || answer.type;
      var encode = ENCODERS[answer.type];
      if (!setOptional("interactions", at + "id", answer.id)) return;
      index++;
      setOptional("interactions", at + "type", type);
      if (answer.objective) setOptional("interactions", at + "objectives.0.id", answer.objective);
      setOptional("interactions", at + "time", clock(answer.time));
      answer.correct.forEach(function (pattern, number) {
        var wanted = encode(pattern, true);
        if (wanted) setOptional("interactions", at + "correct_responses." + number + ".pattern", wanted);
      });
      setOptional("interactions", at + "weighting", String(answer.weight));
      var given = answer.learner === null ? "" : encode(answer.learner, false);
      if (given) setOptional("interactions", at + "student_response", given);
      setOptional("interactions", at + "result", RESULTS[answer.result]);
      setOptional("interactions", at + "latency", timespan(answer.seconds));
    },

    objective: function (outcome) {
      if (!has("objectives", "cmi.objectives._children")) return;
      var count = number(get("cmi.objectives._count")) || 0;
      var at = 0;
      while (at < count && get("cmi.objectives." + at + ".id") !== outcome.id) at++;
      var base = "cmi.objectives." + at + ".";
      if (at === count && !setOptional("objectives", base + "id", outcome.id)) return;
      setOptional("objectives", base + "score.min", "0");
      setOptional("objectives", base + "score.max", "100");
      setOptional("objectives", base + "score.raw", percent(outcome.score));
      setOptional("objectives", base + "status", outcome.passed ? "passed" : "failed");
    },

    score: function (final) {
      result = final;
      writeStatus();
    },

    progress: function () {}, // 1.2 has no measure of progress

    complete: function () {
      reached.completed = true;
      writeStatus();
    },

    pass: function () {
      reached.passed = true;
      reached.failed = false;
      writeStatus();
    },

    fail: function (last) {
      reached.failed = reached.passed ? false : last ? "finally" : true;
      writeStatus();
    },

    time: function (seconds) {
      set("cmi.core.session_time", timespan(seconds));
    },

    commit: function () {
      if (!writing) return open;
      writeStatus();
      set("cmi.core.exit", "suspend");
      // "Stored", with an error of storing; other codes may be left from an earlier call (RTE 3.3.3).
      return elearn.truth(call("LMSCommit", "")) && !/^(101|301)$/.test(String(call("LMSGetLastError")));
    },

    /**
     * After an outage: an LMS that answered "stored" without storing sends only what changes from then on. So a value
     * next to the right one goes first, then the right one.
     */
    again: function () {
      if (!writing || !finalStatus(reached)) return;
      if (result) set("cmi.core.score.raw", String(Math.round(result.raw) + (result.raw >= 100 ? -1 : 1)));
      set("cmi.core.lesson_status", written === "passed" ? "completed" : "incomplete");
      call("LMSCommit", "");
      if (result) set("cmi.core.score.raw", String(Math.round(result.raw)));
      set("cmi.core.lesson_status", written);
    },

    finish: function (how) {
      if (!open) return true;
      writeStatus();
      set("cmi.core.exit", how.suspend ? "suspend" : "");
      open = writing = false;
      return elearn.truth(call("LMSFinish", ""));
    }
  };
})(window.elearn);
