/* The certificate: loaded when a learner who has reached the goal asks for it. Its check code is a hash of what it says
 * (`certificate.py` has the same), so that a changed name or score is found out; it is no signature. */
(function (elearn) {
  "use strict";
  var LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's: no letter that looks like a digit

  /** Ten letters over what a certificate says. */
  elearn.checkCode = function (parts) {
    var text = parts.join("\n");
    var high = elearn.hash(text);
    var low = elearn.hash(text + "\n" + high);
    var code = "";
    for (var index = 0; index < 5; index++) code += LETTERS[(high >>> (index * 6)) & 31];
    for (index = 0; index < 5; index++) code += LETTERS[(low >>> (index * 6)) & 31];
    return code.slice(0, 5) + "-" + code.slice(5);
  };

  /** "Last, First" as most LMSs have it, the other way round; blanks made one. */
  function inOrder(name) {
    var parts = name.split(",");
    return (parts.length === 2 ? parts[1] + " " + parts[0] : name).replace(/\s+/g, " ").trim();
  }

  function iso(day) {
    return new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
  }

  /** The day of a Date (UTC) in words. */
  function inWords(date) {
    var day = date.getUTCDate();
    var parts = {
      day: elearn.written(String(day)),
      month: elearn.course.words.months[date.getUTCMonth()],
      year: elearn.written(String(date.getUTCFullYear()))
    };
    return elearn.t("date", day).replace(/\{(\w+)\}/g, function (_, part) { return parts[part]; });
  }

  function row(label, value) {
    return elearn.el("div", {}, elearn.el("dt", {}, label), elearn.el("dd", {}, elearn.el("bdi", {}, value)));
  }

  function sheet(name) {
    var course = elearn.course;
    var state = elearn.session.state;
    var score = course.hasExam && state.best >= 0 ? state.best : null;
    var code = elearn.checkCode([course.id, course.version, name, score === null ? "" : score, iso(state.reached)]);
    return elearn.el("div.certificate-sheet", {},
      elearn.el("p.certificate-word", {}, elearn.t("certificate")),
      elearn.el("p.certificate-name", {}, elearn.el("bdi", {}, name || "\u00a0")),
      elearn.el("p", {}, elearn.t(course.hasExam ? "certificate_passed" : "certificate_completed")),
      elearn.el("p.certificate-course", {}, course.title),
      elearn.el("dl", {},
        score === null ? null : row(elearn.t("certificate_score"), elearn.t("percent", score)),
        row(elearn.t("certificate_date"), inWords(new Date(Date.UTC(2020, 0, 1 + state.reached)))),
        row(elearn.t("certificate_version"), course.version),
        row(elearn.t("certificate_code"), code)),
      elearn.el("p.certificate-note", {}, elearn.t("certificate_note")));
  }

  /** Show the certificate over the page. Where no LMS knows the name, it is asked for and kept nowhere. */
  elearn.certificate = function (back) {
    var known = inOrder(elearn.session.learner.name || "");
    var place = elearn.el("div", {}, sheet(known));
    var field = known ? null : elearn.el("p.certificate-field", {},
      elearn.el("label", { for: "certificate-name" }, elearn.t("certificate_your_name")),
      elearn.el("input", {
        id: "certificate-name",
        autocomplete: "name",
        maxlength: "100",
        input: function (event) { place.replaceChild(sheet(inOrder(event.target.value)), place.firstChild); }
      }));
    var print = elearn.el("button.main", { click: function () { window.print(); } }, elearn.t("certificate_print"));
    elearn.shell.cover(elearn.t("certificate"), elearn.el("div.certificate", {}, field, place, elearn.el("div.steps-row", {}, print)), back, "certificate");
  };
})(window.elearn);
