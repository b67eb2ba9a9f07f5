"""Kinds of blocks as other tools call them, with what to write here."""

from __future__ import annotations

OTHERWISE = {
    **dict.fromkeys(("accordion", "collapse", "spoiler", "toggle", "fold"), "write `::: details Title`"),
    **dict.fromkeys(("info", "hint", "abstract"), "write `::: note` or `::: tip`"),
    **dict.fromkeys(("important", "key", "attention"), "write `::: remember`"),
    **dict.fromkeys(("caution", "alert"), "write `::: warning`, or `::: danger` where life is at risk"),
    **dict.fromkeys(("quote", "blockquote"), "begin each line of the quotation with `> `"),
    **dict.fromkeys(("download", "link", "button"), "write a link: `[what it is](address)`"),
    **dict.fromkeys(("image", "picture", "img"), "write `::: figure Title` around the picture"),
    **dict.fromkeys(("quiz", "question", "mcq", "multiple-choice"), "write `::: choice The question? {#word}`"),
    **dict.fromkeys(("drag", "drag-and-drop", "categorize", "categorise"), "write `::: sorting` or `::: matching`"),
    **dict.fromkeys(("gap", "cloze", "fill-in"), "write `::: blanks`"),
    **dict.fromkeys(("flashcards", "flip"), "write `::: cards`"),
    **dict.fromkeys(("tab-group", "tabset"), "write `::: tabs` and, in it, `::: tab Title`"),
    **dict.fromkeys(("objective", "goals"), "write `::: objectives`"),
}
