/* Launches a package against scorm-again. What the address says: package, launch, standard (scorm12 or scorm2004), learner,
 * and quirks. Every call is kept in `calls`, every refusal in `refused`; commits go to the test server. */
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
      var quirk = window.quirks && window.quirks[name];
      var answer = quirk ? quirk(values, function () { return api[name].apply(api, values); }) : api[name].apply(api, values);
      var code = /LastError|ErrorString|Diagnostic/.test(name) ? "0" : String(api[twelve ? "LMSGetLastError" : "GetLastError"]());
      calls.push([name].concat(values, String(answer), code));
      if (/SetValue|Initialize|Finish|Terminate/.test(name) && String(answer) !== "true") {
        refused.push(name + " " + values.join(" = ") + " → " + code);
      }
      return answer;
    };
  });
  window[twelve ? "API" : "API_1484_11"] = shown;
  if (asked.get("both")) window[twelve ? "API_1484_11" : "API"] = new Proxy({}, {
    get: function () { throw new Error("the wrong API was used"); }
  });
  window.engine = api;

  function launch() {
    var frame = document.createElement("iframe");
    frame.name = "sco";
    frame.src = "/package/" + asked.get("package") + "/" + asked.get("launch") + (asked.get("query") || "");
    document.body.appendChild(frame);
  }
  if (document.body) launch();
  else document.addEventListener("DOMContentLoaded", launch);
})();
