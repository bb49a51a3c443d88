package io.github.modemqtt.transcript.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.modemqtt.transcript.Content;
import io.github.modemqtt.transcript.Step;
import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.Step.ModuleSends;
import io.github.modemqtt.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;

/** What host and module say alternately; text is bytes as ISO 8859-1. */
record Turns(List<Turn> all) {

  /** What one side says before the other one does; each step of the host is a turn. */
  record Turn(boolean fromHost, String text) {
    @Override
    public String toString() {
      return (fromHost ? "> " : "< ") + Content.of(text.getBytes(ISO_8859_1)) + "\n";
    }
  }

  static Turns of(Transcript transcript) {
    List<Turn> turns = new ArrayList<>();
    for (Step step : transcript.steps()) {
      if (step instanceof HostSends sent) {
        turns.add(new Turn(true, text(sent.content())));
      } else if (step instanceof ModuleSends sent) {
        addModule(turns, text(sent.content()));
      }
    }
    return new Turns(turns);
  }

  static void addModule(List<Turn> turns, String text) {
    if (text.isEmpty()) {
      return;
    }
    boolean goesOn = !turns.isEmpty() && !turns.get(turns.size() - 1).fromHost();
    String before = goesOn ? turns.remove(turns.size() - 1).text() : "";
    turns.add(new Turn(false, before + text));
  }

  /** Placeholders get a value of their length. */
  private static String text(Content content) {
    String shown = content.toString();
    if (content.isExact()) {
      return new String(content.bytes(), ISO_8859_1);
    }
    String bound =
        shown.replaceAll("\\\\\\{id\\d*}", "17").replaceAll("\\\\\\{\\w+(:\\d+)?}", "pw");
    Step step = Transcript.parse(">| " + bound).steps().get(0);
    return new String(((HostSends) step).content().bytes(), ISO_8859_1);
  }

  /** The same session with CR LF around all that the module says, where the source lost it. */
  Turns regular() {
    List<Turn> regular = new ArrayList<>();
    String echo = "";
    for (Turn turn : all) {
      String text = turn.text();
      if (turn.fromHost()) {
        echo = text.endsWith("\r") ? text.substring(0, text.length() - 1) : "";
        regular.add(turn);
      } else {
        String kept = text.startsWith(echo) ? echo : "";
        addModule(
            regular, kept + units(text.substring(kept.length()).replaceAll("(?<!\r)\n\r", "\r\n")));
      }
    }
    return new Turns(regular);
  }

  private static String units(String text) {
    if (text.startsWith("\r\n")) {
      return text;
    }
    return text.startsWith("\r\r\n") ? text : "\r\n" + text.replaceAll("\r\n(?=.)", "\r\n\r\n");
  }

  /** The same session with an echo of every command. */
  Turns echoing() {
    List<Turn> echoing = new ArrayList<>();
    String echo = "";
    for (Turn turn : all) {
      String text = turn.text().replace("ATE0", "ATE1");
      if (turn.fromHost()) {
        addModule(echoing, echo);
        echoing.add(new Turn(true, text));
        boolean command = text.startsWith("AT") && text.endsWith("\r");
        echo = command ? text.substring(0, text.length() - 1) : "";
      } else {
        addModule(echoing, text.startsWith(echo) ? text : echo + text);
        echo = "";
      }
    }
    addModule(echoing, echo);
    return new Turns(echoing);
  }

  /** The same session without echoes. */
  Turns silent() {
    List<Turn> silent = new ArrayList<>();
    String echo = "\0";
    for (Turn turn : all) {
      String text = turn.text();
      if (turn.fromHost()) {
        echo = text.endsWith("\r") ? text.substring(0, text.length() - 1) : "\0";
        silent.add(turn);
      } else {
        String answer = text.startsWith(echo) ? text.substring(echo.length()) : text;
        addModule(silent, answer.replaceFirst("^\r?(\r\n)+", "\r\n"));
      }
    }
    return new Turns(silent);
  }

  /** All that the module sends, and data of the host, as a terminal with local echo shows it. */
  String captured() {
    StringBuilder text = new StringBuilder();
    for (Turn turn : all) {
      if (!turn.fromHost() || !turn.text().endsWith("\r")) {
        text.append(turn.text());
      }
    }
    return text.toString();
  }

  /** All that is sent. */
  String everything() {
    StringBuilder text = new StringBuilder();
    all.forEach(turn -> text.append(turn.text()));
    return text.toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    all.forEach(text::append);
    return text.toString();
  }
}
