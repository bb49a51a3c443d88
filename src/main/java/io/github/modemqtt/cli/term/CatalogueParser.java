package io.github.modemqtt.cli.term;

import io.github.modemqtt.cli.term.CommandHelp.Form;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the table of commands. */
final class CatalogueParser {
  private static final Duration USUAL_TIME = Duration.ofSeconds(25);
  private static final int FIELDS = 3;

  private final List<CommandHelp> commands = new ArrayList<>();
  private String @Nullable [] head;
  private List<Parameter> parameters = new ArrayList<>();

  private CatalogueParser() {}

  static List<CommandHelp> parse(List<String> lines) {
    CatalogueParser parser = new CatalogueParser();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        parser.add(line);
      }
    }
    parser.finish();
    return List.copyOf(parser.commands);
  }

  private void add(String line) {
    String[] fields = line.strip().split(" +\\| +");
    if (fields.length < FIELDS) {
      throw new IllegalArgumentException("'" + line + "' has too few fields");
    }
    if (line.startsWith(" ")) {
      boolean optional = fields[0].startsWith("[");
      String name = optional ? fields[0].substring(1, fields[0].length() - 1) : fields[0];
      parameters.add(new Parameter(name, fields[1], fields[2], optional));
    } else {
      finish();
      head = fields;
    }
  }

  private void finish() {
    if (head == null) {
      return;
    }
    Set<Form> forms = EnumSet.noneOf(Form.class);
    for (String form : head[1].split(" ")) {
      forms.add(Form.valueOf(form.toUpperCase(Locale.ROOT)));
    }
    String time = attribute(head, "time=");
    commands.add(
        new CommandHelp(
            head[0],
            Set.copyOf(forms),
            head[2],
            time == null ? USUAL_TIME : Duration.ofSeconds(Long.parseLong(time)),
            attribute(head, "result="),
            List.copyOf(parameters)));
    parameters = new ArrayList<>();
  }

  private static @Nullable String attribute(String[] fields, String name) {
    for (int i = FIELDS; i < fields.length; i++) {
      if (fields[i].startsWith(name)) {
        return fields[i].substring(name.length());
      }
    }
    return null;
  }
}
