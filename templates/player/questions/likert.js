/* likert: the rows of `sorting` without a right answer. Each statement is reported by itself. */
(function (elearn) {
  "use strict";
  elearn.kinds.likert = Object.assign({}, elearn.kinds.sorting, {
    send: "send",
    prepare: function () {},

    grade: function () {
      return { result: "neutral", score: 0 };
    },

    interaction: function (element, response) {
      return elearn.all(".row", element).map(function (row, at) {
        var chosen = response && response[at] >= 0 ? elearn.all("input", row)[response[at]] : null;
        return {
          part: at + 1,
          text: row.querySelector(".row-text").textContent,
          type: "likert",
          learner: chosen && { index: response[at], name: chosen.getAttribute("data-name") },
          correct: []
        };
      });
    },

    show: function () {},
    clear: function () {}
  });
})(window.elearn);
