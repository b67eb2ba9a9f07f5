/* Driver for SCORM 2004, 3rd and 4th edition (ADL, 2006 and 2009).
 *
 * What shapes it: completion and success are two things; the LMS computes both again from progress and scaled score when
 * the manifest has thresholds, so all four are sent and agree; 403 only means "nothing there yet"; ending with any exit
 * but `suspend` wipes the state.
 */
(function (elearn) {
  "use strict";
  var api = null;
  var open = false; // between Initialize and Terminate
  var writing = false; // not in review or browse mode, nor without credit
  var mute = true; // this LMS has given nothing at all that it was asked for
  var options = {};
  var refused = {};
  var index = 0;
  var completion = "";
  var success = "";

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
    var value = call("GetValue", element);
    var text = value === null || value === undefined ? "" : String(value);
    if (text) mute = false;
    return text;
  }

  function set(element, value) {
    return writing && elearn.truth(call("SetValue", element, String(value)));
  }

  function setOptional(group, element, value) {
    if (refused[group]) return false;
    if (set(element, value)) return true;
    var code = String(call("GetLastError"));
    if (code === "401" || code === "402") refused[group] = true;
    return false;
  }

  function number(value) {
    return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null;
  }

  /** A plain decimal with at most `places` places, no exponent. */
  function decimal(value, places) {
    return String(Number(value.toFixed(places)));
  }

  /** PT1H2M3.45S, from whole hundredths. */
  function duration(seconds) {
    var hundredths = Math.round(seconds * 100);
    var whole = Math.floor(hundredths / 100);
    var rest = hundredths % 100;
    var hours = Math.floor(whole / 3600);
    var minutes = Math.floor(whole / 60) % 60;
    return "PT" + (hours ? hours + "H" : "") + (minutes ? minutes + "M" : "") + (whole % 60) +
      (rest ? "." + elearn.two(rest) : "") + "S";
  }

  /** Local time without a zone: with one, ADL and Moodle want a fraction before it and disagree on its length. */
  function timestamp(time) {
    return time.getFullYear() + "-" + [time.getMonth() + 1, time.getDate()].map(elearn.two).join("-") + "T" +
      [time.getHours(), time.getMinutes(), time.getSeconds()].map(elearn.two).join(":");
  }

  /** Text without what has a meaning in responses. */
  function plain(text, most) {
    return elearn.clean(text, most).replace(/\[([,.:])\]/g, "($1)").replace(/^\{/, "(");
  }

  function names(options) {
    return options.map(function (option) { return option.name; });
  }

  var ENCODERS = {
    choice: function (chosen) {
      return names(chosen).sort().join("[,]");
    },
    matching: function (pairs) {
      return pairs.map(function (pair) { return names(pair).join("[.]"); }).join("[,]");
    },
    sequencing: function (order) {
      return names(order).join("[,]");
    },
    numeric: function (value) {
      if (typeof value !== "object") return elearn.decimal(value);
      return elearn.decimal(value.min) + "[:]" + elearn.decimal(value.max);
    },
    "fill-in": function (texts) {
      return [].concat(texts).map(function (text) { return plain(text, 250); }).join("[,]");
    },
    likert: function (option) {
      return option.name;
    },
    performance: function (steps) {
      return steps.map(function (step) { return step[0].name + "[.]" + (step[1] ? step[1].name : ""); }).join("[,]");
    },
    other: function (text) {
      return plain(text, 4000);
    }
  };
  /** "Continue" to something that is locked would end the session with nothing to show. */
  function allowed(request) {
    return request === "continue" && get("adl.nav.request_valid.continue") === "false" ? "exit" : request;
  }

  var RESULTS = { right: "correct", wrong: "incorrect", partly: "incorrect", neutral: "neutral" };

  elearn.driver = {
    name: "scorm2004",
    stateLimit: 60000, // 64000 in the standard
    placeLimit: 1000,

    start: function (given) {
      options = given;
      return elearn.findApi("API_1484_11", "Initialize").then(function (found) {
        api = found;
        if (!api || !elearn.truth(call("Initialize", ""))) return { tracked: false };
        open = true;
        var mode = get("cmi.mode").toLowerCase() || "normal";
        var credit = get("cmi.credit").toLowerCase() || "credit";
        var mastery = number(get("cmi.scaled_passing_score"));
        completion = get("cmi.completion_status").toLowerCase();
        success = get("cmi.success_status").toLowerCase();
        index = number(get("cmi.interactions._count")) || 0;
        var session = {
          tracked: true,
          credit: mode === "normal" && credit === "credit",
          learner: { id: get("cmi.learner_id"), name: get("cmi.learner_name").replace(/^\{lang=[^}]*\}/, "") },
          state: get("cmi.suspend_data"),
          place: get("cmi.location"),
          passMark: mastery === null || mastery < 0 || mastery > 1 ? null : mastery,
          known: { completed: completion === "completed", passed: success === "passed", failed: success === "failed" }
        };
        var earlier = (options.recall && options.recall(session.state)) || {};
        writing = session.credit;
        if (writing) {
          // Sent again even if known: a new attempt on the activity has forgotten it. Not "incomplete" to an LMS that says
          // nothing at all, as nobody knows what it has.
          if (completion !== "completed") completion = earlier.completed ? "completed" : "incomplete";
          if (!mute || earlier.completed) set("cmi.completion_status", completion);
          if (success === "passed" || success === "failed") set("cmi.success_status", success);
          set("cmi.exit", "suspend");
          call("Commit", "");
        }
        return session;
      });
    },

    recorded: function (count) {
      index = Math.max(index, count);
    },

    place: function (id) {
      set("cmi.location", id.slice(0, 1000));
    },

    /**
     * How many characters of the state the LMS keeps. Some cut silently (RTE 3.1.1), some keep the old value, some keep the
     * new one and yet answer false; of an LMS that gives nothing back, only the answer counts.
     */
    save: function (state) {
      var said = set("cmi.suspend_data", state);
      var kept = get("cmi.suspend_data");
      if (kept === "") return said ? state.length : 0;
      return state.indexOf(kept) === 0 ? kept.length : 0;
    },

    record: function (answer) {
      if (refused.interactions) return;
      var at = "cmi.interactions." + index + ".";
      var encode = ENCODERS[answer.type];
      if (!setOptional("interactions", at + "id", answer.id)) return;
      index++;
      setOptional("interactions", at + "type", answer.type);
      if (answer.objective) setOptional("interactions", at + "objectives.0.id", answer.objective);
      setOptional("interactions", at + "timestamp", timestamp(answer.time));
      answer.correct.forEach(function (pattern, number) {
        var wanted = encode(pattern);
        if (wanted) setOptional("interactions", at + "correct_responses." + number + ".pattern", wanted);
      });
      setOptional("interactions", at + "weighting", String(answer.weight));
      var given = answer.learner === null ? "" : encode(answer.learner);
      if (given) setOptional("interactions", at + "learner_response", given);
      setOptional("interactions", at + "result", RESULTS[answer.result]);
      setOptional("interactions", at + "latency", duration(answer.seconds));
      setOptional("interactions", at + "description", elearn.clean(answer.text, 250));
    },

    objective: function (outcome) {
      if (refused.objectives) return;
      var count = number(get("cmi.objectives._count")) || 0;
      var at = 0;
      while (at < count && get("cmi.objectives." + at + ".id") !== outcome.id) at++;
      var base = "cmi.objectives." + at + ".";
      if (at === count && !setOptional("objectives", base + "id", outcome.id)) return;
      setOptional("objectives", base + "score.scaled", decimal(outcome.score, 4));
      setOptional("objectives", base + "success_status", outcome.passed ? "passed" : "failed");
    },

    score: function (final) {
      set("cmi.score.min", "0");
      set("cmi.score.max", "100");
      set("cmi.score.raw", decimal(final.raw, 2));
      set("cmi.score.scaled", decimal(final.raw / 100, 4));
    },

    progress: function (share) {
      set("cmi.progress_measure", decimal(Math.max(0, Math.min(1, share)), 4));
    },

    complete: function () {
      completion = "completed";
      set("cmi.completion_status", completion);
    },

    pass: function () {
      success = "passed";
      set("cmi.success_status", success);
    },

    fail: function (last) {
      if (success === "passed" || (!last && options.status === "passed-incomplete")) return;
      success = "failed";
      set("cmi.success_status", success);
    },

    time: function (seconds) {
      set("cmi.session_time", duration(seconds));
    },

    commit: function () {
      if (!writing) return open;
      set("cmi.exit", "suspend");
      // "Stored", with an error of storing; other codes may be left from an earlier call (RTE 3.1.7).
      return elearn.truth(call("Commit", "")) && !/^(101|142|143|391)$/.test(String(call("GetLastError")));
    },

    finish: function (how) {
      if (!open) return true;
      set("cmi.exit", how.suspend ? "suspend" : "normal");
      if (how.navigation) set("adl.nav.request", allowed(how.navigation));
      open = writing = false;
      return elearn.truth(call("Terminate", ""));
    }
  };
})(window.elearn);
