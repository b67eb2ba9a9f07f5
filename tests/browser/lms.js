/* Launches a package against scorm-again. What the address says: package, launch, standard (scorm12 or scorm2004), learner,
 * and how the LMS misbehaves: `rules` (below), `where` its API is, `late` by how many milliseconds, `base` of the package's
 * address. Every call is kept in `calls`, every refusal in `refused`; commits go to the test server.
 *
 * A rule: `{call, element, over, times, throws, cut, pass, native, answer, error}`. `call` and `element` are patterns; calls are named
 * as in SCORM 2004. `over`: for longer values only. It holds for the first `times` calls, or always, until `window.calm` is set; `lasting` rules hold even
 * then. `throws`: an exception. `cut`: the value is cut before it is kept. `pass`: the engine is called nevertheless. `native`:
 * booleans instead of words. `answer`: what the call gives instead. `error`: what GetLastError says afterwards. */
(function () {
  "use strict";
  var asked = new URLSearchParams(location.search);
  var learner = asked.get("learner") || "anna";
  var standard = asked.get("standard");
  var twelve = standard === "scorm12";
  var calls = (window.calls = []);
  var refused = (window.refused = []);

  function stored() {
    var request = new XMLHttpRequest();
    request.open("GET", "/record/" + learner, false);
    request.send();
    return JSON.parse(request.responseText);
  }

  var settings = {
    lmsCommitUrl: "/commit/" + learner,
    logLevel: 5,
    mastery_override: true,
    alwaysSendTotalTime: true,
    autoCompleteLessonStatus: false
  };
  var api = twelve ? new window.Scorm12API(settings) : new window.Scorm2004API(settings);
  var before = stored();
  if (before) {
    var data = before.cmi;
    if (twelve) {
      data.core.entry = data.core.exit === "suspend" ? "resume" : "";
      delete data.core.exit;
      delete data.core.session_time;
      if (/completed|passed|failed/.test(data.core.lesson_status) && asked.get("review")) data.core.lesson_mode = "review";
    } else {
      data.entry = data.exit === "suspend" ? "resume" : "";
      delete data.exit;
      delete data.session_time;
    }
    if (twelve || data.entry === "resume") api.loadFromJSON(data, "cmi");
  }
  var core = twelve ? api.cmi.core : api.cmi;
  if (twelve) {
    core.student_id = learner;
    core.student_name = "Officer, " + learner;
    core.credit = asked.get("credit") || "credit";
    core.lesson_mode = asked.get("mode") || "normal";
    if (asked.get("mastery")) api.cmi.student_data.mastery_score = asked.get("mastery");
  } else {
    core.learner_id = learner;
    core.learner_name = "Officer, " + learner;
    core.credit = asked.get("credit") || "credit";
    core.mode = asked.get("mode") || "normal";
    if (asked.get("mastery")) core.scaled_passing_score = asked.get("mastery");
    if (asked.get("threshold")) core.completion_threshold = asked.get("threshold");
  }

  var rules = JSON.parse(asked.get("rules") || "[]");
  var forced = "0"; // what GetLastError says because of a rule

  function ruleFor(name, values) {
    var word = name.replace(/^LMS/, "").replace("Finish", "Terminate");
    return rules.filter(function (rule) {
      if (window.calm && !rule.lasting) return false;
      if (!new RegExp("^(" + rule.call + ")$").test(word)) return false;
      if (rule.element && !new RegExp(rule.element).test(values[0] || "")) return false;
      if (rule.over && String(values[1] || "").length <= rule.over) return false;
      return rule.times === undefined || rule.times-- > 0;
    })[0];
  }

  function obey(rule, values, proceed) {
    if (rule.throws) throw new Error("the LMS failed");
    var long = rule.cut && values[1].length > rule.cut;
    var answer = rule.cut || rule.pass ? proceed(long ? [values[0], values[1].slice(0, rule.cut)] : values) : undefined;
    forced = rule.error || "0";
    if ("answer" in rule) return rule.answer;
    return rule.native && /^(true|false)$/.test(answer) ? answer === "true" : answer;
  }

  /** The API as the course sees it: everything goes through here. */
  var shown = {};
  var names = twelve
    ? ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError", "LMSGetErrorString", "LMSGetDiagnostic"]
    : ["Initialize", "Terminate", "GetValue", "SetValue", "Commit", "GetLastError", "GetErrorString", "GetDiagnostic"];
  names.forEach(function (name) {
    shown[name] = function () {
      var values = Array.prototype.slice.call(arguments);
      values.forEach(function (value) {
        if (typeof value !== "string") refused.push(name + " got a " + typeof value);
      });
      function proceed(given) { return api[name].apply(api, given); }
      var asking = /LastError|ErrorString|Diagnostic/.test(name);
      var rule = ruleFor(name, values);
      if (!asking) forced = "0";
      var answer = rule ? obey(rule, values, proceed) : asking && forced !== "0" ? forced : proceed(values);
      var code = asking ? "0" : forced !== "0" ? forced : String(api[twelve ? "LMSGetLastError" : "GetLastError"]());
      calls.push([name].concat(values, String(answer), code));
      if (/SetValue|Initialize|Finish|Terminate/.test(name) && String(answer) !== "true") {
        refused.push(name + " " + values.join(" = ") + " → " + code);
      }
      return answer;
    };
  });
  var where = asked.get("where") || "parent";
  var publicName = twelve ? "API" : "API_1484_11";
  function appear() { window[where === "own" ? "handedOver" : publicName] = shown; }
  if (asked.get("late")) setTimeout(appear, Number(asked.get("late")));
  else if (where !== "nowhere") appear();
  if (asked.get("both")) window[twelve ? "API_1484_11" : "API"] = new Proxy({}, {
    get: function () { throw new Error("the wrong API was used"); }
  });
  window.engine = api;

  function launch() {
    var address = (asked.get("base") || "/package/") + asked.get("package") + "/" + asked.get("launch") + (asked.get("query") || "");
    if (where === "opener") return void window.open(address, "sco");
    var place = document.body;
    for (var depth = 0; where === "far" && depth < 3; depth++) {
      var around = document.createElement("iframe");
      place.appendChild(around);
      place = around.contentDocument.body;
    }
    var frame = document.createElement("iframe");
    frame.name = "sco";
    frame.src = address;
    if (asked.get("sandbox")) frame.setAttribute("sandbox", asked.get("sandbox"));
    place.appendChild(frame);
  }
  if (document.body) launch();
  else document.addEventListener("DOMContentLoaded", launch);
})();
