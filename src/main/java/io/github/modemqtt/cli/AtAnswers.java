package io.github.modemqtt.cli;

import io.github.modemqtt.at.CmeError;
import io.github.modemqtt.at.FinalResult;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;

/** What a module answers, as text or as one JSON object a line. */
final class AtAnswers {
  private final PrintStream out;
  private final boolean json;
  private final Discretion discretion;

  AtAnswers(PrintStream out, boolean json, Discretion discretion) {
    this.out = out;
    this.json = json;
    this.discretion = discretion;
  }

  /** What the module says by itself. */
  void line(String text) {
    String shown = discretion.show(text);
    print(json ? new JsonObject().text("type", "line").text("text", shown).toString() : shown);
  }

  void ok(String command, List<String> lines) {
    if (json) {
      print(answer(command, lines).text("result", "OK").toString());
    } else {
      shown(lines).forEach(this::print);
      print("OK");
    }
  }

  void error(String command, List<String> lines, FinalResult result) {
    if (!json) {
      shown(lines).forEach(this::print);
      print(result.toString());
      return;
    }
    JsonObject answer = answer(command, lines).text("result", result.text());
    OptionalInt code =
        result.kind() == FinalResult.Kind.CME_ERROR ? result.code() : OptionalInt.empty();
    answer.number("cme", code);
    code.ifPresent(number -> answer.text("meaning", CmeError.of(number).meaning()));
    print(answer.toString());
  }

  /** No final result code came. */
  void none(String command) {
    if (json) {
      print(answer(command, List.of()).toString());
    }
  }

  private JsonObject answer(String command, List<String> lines) {
    return new JsonObject()
        .text("type", "answer")
        .text("command", discretion.show(command))
        .texts("lines", shown(lines));
  }

  private List<String> shown(List<String> lines) {
    return lines.stream().map(discretion::show).toList();
  }

  /** Lines of other threads stay whole. */
  private synchronized void print(String line) {
    out.println(line);
    out.flush();
  }
}
