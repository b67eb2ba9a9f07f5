/* blanks: fields and selects within a text. A response is, for each gap, what was typed (cut to what is remembered) or the
 * index of what was picked, -1 for nothing. */
(function (elearn) {
  "use strict";
  var MOST = 40; // bytes of a typed answer

  function gaps(element) {
    return elearn.all(".gap", element);
  }

  function select(gap) {
    return gap.querySelector("select");
  }

  /** What can be picked, in the author's order: the right one first. */
  function options(gap) {
    return elearn.all("option", gap).filter(function (option) { return option.value !== ""; })
      .sort(function (one, other) { return one.value - other.value; });
  }

  function answers(gap) {
    return select(gap) ? [options(gap)[0].text] : gap.getAttribute("data-answers").split("|");
  }

  function width(gap) {
    return options(gap).length.toString(2).length; // one more value: not answered
  }

  /** A text without what nobody should be marked down for: case, accents, blanks, full stops (but
   * not those between digits), sorts of dashes, quotes and digits. */
  function plain(text) {
    return elearn.digits(text.normalize("NFKD")).replace(/[\u0300-\u036f\u064b-\u065f\u0640\s]/g, "")
      .replace(/[\u2010-\u2015]/g, "-").replace(/[’‘ʼ`]/g, "'").replace(/(\D)[.,;:!?]+|[.,;:!?]+$/g, "$1").toLowerCase();
  }

  function isRight(gap, given) {
    if (select(gap)) return given === 0;
    return !!given && answers(gap).some(function (answer) { return plain(answer) === plain(given); });
  }

  function empty(given) {
    return given === -1 || given === "";
  }

  /** What was answered, as text. */
  function text(gap, given) {
    return empty(given) ? "-" : select(gap) ? options(gap)[given].text : given;
  }

  elearn.kinds.blanks = {
    prepare: function (element) {
      var notes = element.querySelector(".gap-notes");
      gaps(element).forEach(function (gap, at) {
        if (select(gap)) elearn.picker(select(gap));
        notes.appendChild(elearn.el("p.gap-word", { "data-gap": at }));
        var said = notes.querySelector('.said[data-gap="' + at + '"]');
        if (said) notes.appendChild(said);
      });
    },

    read: function (element) {
      var response = gaps(element).map(function (gap) {
        if (select(gap)) return select(gap).value === "" ? -1 : Number(select(gap).value);
        return elearn.cut(gap.querySelector("input").value.replace(/\s+/g, " ").trim(), MOST);
      });
      return response.every(empty) ? null : response;
    },

    write: function (element, response) {
      gaps(element).forEach(function (gap, at) {
        elearn.pick(gap.querySelector("select, input"), response[at] === -1 ? "" : response[at]);
      });
    },

    grade: function (element, response) {
      var all = gaps(element);
      var score = all.filter(function (gap, at) { return isRight(gap, response[at]); }).length / all.length;
      return { result: score === 1 ? "right" : score > 0 ? "partly" : "wrong", score: score };
    },

    /** A word that is not right stays too: it may only be misspelt. */
    keep: function (element, response) {
      return gaps(element).map(function (gap, at) { return select(gap) && !isRight(gap, response[at]) ? -1 : response[at]; });
    },

    /** The first pattern has the first answers, further ones the gaps' other answers; five is the most of SCORM 2004. */
    interaction: function (element, response) {
      var all = gaps(element);
      var patterns = Math.min(5, Math.max.apply(null, all.map(function (gap) { return answers(gap).length; })));
      var correct = [];
      for (var at = 0; at < patterns; at++) {
        correct.push(all.map(function (gap) { return answers(gap)[at] || answers(gap)[0]; }));
      }
      return {
        type: "fill-in",
        learner: response && all.map(function (gap, at) { return text(gap, response[at]); }),
        correct: correct
      };
    },

    pack: function (element, response, out) {
      gaps(element).forEach(function (gap, at) {
        if (select(gap)) out.put(response[at] + 1, width(gap));
        else out.words(response[at], 6);
      });
    },

    unpack: function (element, reader) {
      return gaps(element).map(function (gap) {
        if (!select(gap)) return reader.words(6);
        var one = reader.get(width(gap)) - 1;
        return one < options(gap).length ? one : -1;
      });
    },

    show: function (element, response, all) {
      gaps(element).forEach(function (gap, at) {
        var right = isRight(gap, response[at]);
        gap.classList.toggle("is-right", right);
        gap.classList.toggle("is-wrong", !right);
        var word = element.querySelector('.gap-word[data-gap="' + at + '"]');
        word.className = "gap-word is-" + (right ? "right" : "wrong");
        word.textContent = "";
        word.appendChild(elearn.el("b", {}, gap.querySelector("label").textContent));
        word.appendChild(document.createTextNode(" " + elearn.t(right ? "is_right" : "is_wrong") +
          (all && !right ? " " + elearn.t("blanks_right", answers(gap)[0]) : "")));
        var said = element.querySelector('.said[data-gap="' + at + '"]');
        if (said) {
          said.open = true;
          said.classList.toggle("told", all || right); // of a wrong one it would give the answer away
        }
      });
    },

    clear: function (element) {
      gaps(element).forEach(function (gap) { gap.classList.remove("is-right", "is-wrong"); });
      elearn.all(".gap-word", element).forEach(function (word) { word.textContent = ""; });
      elearn.all(".said", element).forEach(function (said) { said.classList.remove("told"); });
    }
  };
})(window.elearn);
