/* poll: the options of `choice` without a right answer; what is said about the chosen one appears. */
(function (elearn) {
  "use strict";
  elearn.kinds.poll = Object.assign({}, elearn.kinds.choice, {
    send: "send",

    grade: function () {
      return { result: "neutral", score: 0 };
    },

    interaction: function (element, response) {
      var chosen = response && element.querySelector('[data-index="' + response[0] + '"]');
      return {
        type: "likert",
        learner: chosen && { index: response[0], name: chosen.getAttribute("data-name") },
        correct: []
      };
    },

    show: function (element, response) {
      elearn.all(".option", element).forEach(function (option) {
        var chosen = Number(option.getAttribute("data-index")) === response[0];
        var said = option.querySelector(".said");
        var word = option.querySelector(".option-word");
        if (!word) option.appendChild((word = elearn.el("p.option-word", {})));
        word.textContent = chosen ? elearn.t("poll_yours") : "";
        option.classList.toggle("is-chosen", chosen);
        if (said) {
          said.open = true;
          said.classList.toggle("told", chosen);
        }
      });
    },

    clear: function (element) {
      elearn.all(".option", element).forEach(function (option) { option.classList.remove("is-chosen"); });
      elearn.all(".option-word", element).forEach(function (word) { word.textContent = ""; });
      elearn.all(".said", element).forEach(function (said) { said.classList.remove("told"); });
    }
  });
})(window.elearn);
