package io.github.modemqtt.cli.term;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the terminal knows of a command.
 *
 * @param name how a line with it begins, such as {@code AT+CSQ} or {@code AT+ECMTCFG="will"}
 * @param forms which forms it has
 * @param summary what it does
 * @param time how long its answer may take
 * @param result the URC that tells the result after {@code OK}; {@code null} if there is none
 * @param parameters of its set form
 */
record CommandHelp(
    String name,
    Set<Form> forms,
    String summary,
    Duration time,
    @Nullable String result,
    List<Parameter> parameters) {

  /** How a command is given. */
  enum Form {
    /** {@code AT+X}. */
    RUN,
    /** {@code AT+X?}. */
    READ,
    /** {@code AT+X=...}. */
    SET,
    /** {@code ATX0}. */
    DIGIT
  }

  /** Whether the name says the first parameter already. */
  boolean isItem() {
    return name.endsWith("\"");
  }

  /** What comes between the name and the parameters. */
  private String separator() {
    if (forms.contains(Form.DIGIT)) {
      return "";
    }
    return isItem() ? "," : "=";
  }

  /** The line up to its first parameter, for completion. */
  String beginning() {
    return parameters.isEmpty() || forms.contains(Form.DIGIT) ? name : name + separator();
  }

  /** All forms, one a line. */
  List<String> syntax() {
    List<String> lines = new ArrayList<>();
    if (forms.contains(Form.RUN)) {
      lines.add(name);
    }
    if (forms.contains(Form.READ)) {
      lines.add(name + "?");
    }
    if (forms.contains(Form.SET) || forms.contains(Form.DIGIT)) {
      lines.add(setSyntax());
    }
    return lines;
  }

  String setSyntax() {
    StringBuilder line = new StringBuilder(name).append(separator());
    int open = 0;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      if (parameter.optional()) {
        line.append('[');
        open++;
      }
      line.append(i == 0 ? "" : ",").append(parameter.syntax());
    }
    return line.append("]".repeat(open)).toString();
  }

  /** The manual page of the command. */
  List<String> page() {
    List<String> lines = new ArrayList<>();
    lines.add(summary);
    syntax().forEach(form -> lines.add("  " + form));
    parameters.forEach(parameter -> lines.add("    " + parameter.explained()));
    if (result != null) {
      lines.add("  The result comes after OK, as the URC " + result + ".");
    }
    return lines;
  }
}
