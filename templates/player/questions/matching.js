/* matching: a native select for each left side. A response is, for each pair in the author's order, the index of the
 * right side chosen, or -1. */
(function (elearn) {
  "use strict";

  function rows(element) {
    return elearn.all(".pair", element);
  }

  function select(row) {
    return row.querySelector("select");
  }

  function choices(element) {
    return elearn.all("option", select(rows(element)[0])).filter(function (option) { return option.value !== ""; });
  }

  function width(element) {
    return choices(element).length.toString(2).length; // one more value than choices: not answered
  }

  function isRight(row, chosen) {
    return Number(row.getAttribute("data-index")) === chosen;
  }

  elearn.kinds.matching = {
    /** The right sides stay in alphabetical order, which is easy to search and gives nothing away. */
    prepare: function (element) {
      rows(element).map(select).forEach(elearn.picker);
    },

    read: function (element) {
      var response = rows(element).map(function (row) { return select(row).value === "" ? -1 : Number(select(row).value); });
      return response.some(function (one) { return one >= 0; }) ? response : null;
    },

    write: function (element, response) {
      rows(element).forEach(function (row, index) {
        elearn.pick(select(row), response[index] < 0 ? "" : response[index]);
      });
    },

    grade: function (element, response) {
      var all = rows(element);
      var hits = all.filter(function (row, index) { return isRight(row, response[index]); }).length;
      var score = hits / all.length;
      return { result: score === 1 ? "right" : score > 0 ? "partly" : "wrong", score: score };
    },

    keep: function (element, response) {
      return rows(element).map(function (row, index) { return isRight(row, response[index]) ? response[index] : -1; });
    },

    interaction: function (element, response) {
      var names = {};
      choices(element).forEach(function (option) { names[option.value] = option.getAttribute("data-name"); });
      function pair(row, right) {
        return [
          { index: Number(row.getAttribute("data-index")), name: row.getAttribute("data-name") },
          { index: right, name: names[right] }
        ];
      }
      var all = rows(element);
      return {
        type: "matching",
        learner: all.map(function (row, index) { return response && response[index] >= 0 ? pair(row, response[index]) : null; })
          .filter(Boolean),
        correct: [all.map(function (row) { return pair(row, Number(row.getAttribute("data-index"))); })]
      };
    },

    pack: function (element, response, out) {
      response.forEach(function (one) { out.put(one + 1, width(element)); });
    },

    unpack: function (element, reader) {
      return rows(element).map(function () { return reader.get(width(element)) - 1; });
    },

    show: function (element, response, all) {
      rows(element).forEach(function (row, index) {
        var right = isRight(row, response[index]);
        row.classList.toggle("is-right", right);
        row.classList.toggle("is-wrong", !right);
        var word = row.querySelector(".pair-word");
        var said = row.querySelector(".said");
        if (!word) row.insertBefore((word = elearn.el("p.pair-word", {})), said);
        var wanted = choices(element).find(function (option) { return option.value === row.getAttribute("data-index"); });
        word.textContent = right ? elearn.rightWord(said) : elearn.t("is_wrong") + (all ? " " + elearn.t("wanted", wanted.text) : "");
        if (said) {
          said.open = true;
          said.classList.toggle("told", all || right); // of a wrong one it would give the answer away
        }
      });
    },

    clear: function (element) {
      rows(element).forEach(function (row) {
        row.classList.remove("is-right", "is-wrong");
        var word = row.querySelector(".pair-word");
        if (word) word.textContent = "";
        var said = row.querySelector(".said");
        if (said) said.classList.remove("told");
      });
    }
  };
})(window.elearn);
