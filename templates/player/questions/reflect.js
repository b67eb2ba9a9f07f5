/* reflect: a text that nobody marks. A response is the text; its beginning is remembered, the report gets all of it. */
(function (elearn) {
  "use strict";

  function field(element) {
    return element.querySelector("textarea");
  }

  function most(element) {
    return Number(element.getAttribute("data-length"));
  }

  /** Say how far the text is kept, as soon as that is not all of it. */
  function note(element) {
    var text = field(element).value.trim();
    var kept = elearn.cut(text, most(element));
    var line = element.querySelector(".text-note");
    var words = elearn.t("reflect_kept", "…" + kept.slice(-20).replace(/^\S*\s/, ""));
    line.textContent = line.getAttribute("data-words") + (kept === text ? "" : " " + words);
  }

  elearn.kinds.reflect = {
    send: "send",

    prepare: function (element) {
      var line = element.querySelector(".text-note");
      line.setAttribute("data-words", line.textContent);
      field(element).addEventListener("input", function () { note(element); });
    },

    read: function (element) {
      return field(element).value.trim() || null;
    },

    write: function (element, response) {
      field(element).value = response;
      note(element);
    },

    grade: function () {
      return { result: "neutral", score: 0 };
    },

    interaction: function (element, response) {
      return { type: "other", learner: response || "", correct: [] };
    },

    pack: function (element, response, out) {
      out.words(elearn.cut(response, most(element)), 9);
    },

    unpack: function (element, reader) {
      return reader.words(9) || null;
    },

    show: function () {},
    clear: function () {}
  };
})(window.elearn);
