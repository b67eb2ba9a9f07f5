/* sorting: a row of radio buttons for each item, one for each bin. A response is, for each item in the author's order, the
 * index of its bin, or -1. The scales of `likert` are the same rows. */
(function (elearn) {
  "use strict";

  function rows(element) {
    return elearn.all(".row", element).sort(function (one, other) { return index(one) - index(other); });
  }

  function index(row) {
    return Number(row.getAttribute("data-index"));
  }

  function inputs(row) {
    return elearn.all("input", row);
  }

  function wanted(row) {
    return Number(row.getAttribute("data-wanted"));
  }

  function named(input) {
    return { index: Number(input.value), name: input.getAttribute("data-name") };
  }

  function width(element) {
    return inputs(element.querySelector(".row")).length.toString(2).length; // one more value: not answered
  }

  /** Dragging: the bins come to the lower edge of the window, and the item goes into the one where it is let go. */
  function grip(row) {
    var text = row.querySelector(".row-text");
    text.insertBefore(elearn.grip(function (start) {
      if (inputs(row)[0].disabled) return null;
      var bins = inputs(row).map(function (input) { return elearn.el("span.bin", {}, input.parentNode.textContent); });
      var dock = elearn.el("div.bins", { "aria-hidden": "true" });
      bins.forEach(function (bin) { dock.appendChild(bin); });
      document.body.appendChild(dock);
      row.classList.add("moving");
      function over(event) {
        return bins.indexOf(document.elementFromPoint(event.clientX, event.clientY));
      }
      return {
        move: function (event) {
          text.style.transform = "translate(" + (event.clientX - start.clientX) + "px," + (event.clientY - start.clientY) + "px)";
          bins.forEach(function (bin, at) { bin.classList.toggle("is-at", at === over(event)); });
        },
        drop: function (event) {
          var into = event.type === "pointerup" && inputs(row)[over(event)];
          if (into) into.click();
          text.style.transform = "";
          row.classList.remove("moving");
          dock.remove();
        }
      };
    }), text.firstChild);
  }

  elearn.kinds.sorting = {
    prepare: function (element, random) {
      rows(element).forEach(grip);
      if (element.getAttribute("data-shuffle") !== "true") return;
      var list = element.querySelector(".answers");
      var end = list.querySelector(".solution");
      elearn.shuffle(rows(element), random).forEach(function (row) { list.insertBefore(row, end); });
    },

    read: function (element) {
      var response = rows(element).map(function (row) {
        var chosen = row.querySelector("input:checked");
        return chosen ? Number(chosen.value) : -1;
      });
      return response.some(function (one) { return one >= 0; }) ? response : null;
    },

    write: function (element, response) {
      rows(element).forEach(function (row, at) {
        inputs(row).forEach(function (input) { input.checked = Number(input.value) === response[at]; });
      });
    },

    grade: function (element, response) {
      var all = rows(element);
      var score = all.filter(function (row, at) { return wanted(row) === response[at]; }).length / all.length;
      return { result: score === 1 ? "right" : score > 0 ? "partly" : "wrong", score: score };
    },

    keep: function (element, response) {
      return rows(element).map(function (row, at) { return wanted(row) === response[at] ? response[at] : -1; });
    },

    interaction: function (element, response) {
      function pair(row, bin) {
        return [{ index: index(row), name: row.getAttribute("data-name") }, named(inputs(row)[bin])];
      }
      var all = rows(element);
      return {
        type: "matching",
        learner: all.map(function (row, at) { return response && response[at] >= 0 ? pair(row, response[at]) : null; })
          .filter(Boolean),
        correct: [all.map(function (row) { return pair(row, wanted(row)); })]
      };
    },

    pack: function (element, response, out) {
      response.forEach(function (one) { out.put(one + 1, width(element)); });
    },

    unpack: function (element, reader) {
      return rows(element).map(function (row) {
        var one = reader.get(width(element)) - 1;
        return one < inputs(row).length ? one : -1;
      });
    },

    show: function (element, response, all) {
      rows(element).forEach(function (row, at) {
        var right = wanted(row) === response[at];
        row.classList.toggle("is-right", right);
        row.classList.toggle("is-wrong", !right);
        var word = row.querySelector(".row-word");
        if (!word) row.insertBefore((word = elearn.el("p.row-word", {})), row.querySelector(".said"));
        var bin = inputs(row)[wanted(row)].parentNode.textContent;
        var said = row.querySelector(".said");
        word.textContent = right ? elearn.rightWord(said) : elearn.t("is_wrong") + (all ? " " + elearn.t("wanted", bin) : "");
        if (said) {
          said.open = true;
          said.classList.toggle("told", all || right); // of a wrong one it would give the answer away
        }
      });
    },

    clear: function (element) {
      rows(element).forEach(function (row) {
        row.classList.remove("is-right", "is-wrong");
        elearn.all(".row-word", row).forEach(function (word) { word.textContent = ""; });
        elearn.all(".said", row).forEach(function (said) { said.classList.remove("told"); });
      });
    }
  };
})(window.elearn);
