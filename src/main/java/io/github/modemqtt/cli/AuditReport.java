package io.github.modemqtt.cli;

import io.github.modemqtt.emulator.model.AuditEntry;
import java.util.List;
import java.util.stream.Collectors;

/** What hosts did to modules in software that a careful one must not do. */
record AuditReport(List<Part> parts) {

  /** One module's share; {@code further} entries were found and not kept. */
  record Part(int module, String port, List<AuditEntry> entries, long further) {
    long count() {
      return entries.size() + further;
    }
  }

  boolean isClean() {
    return parts.stream().allMatch(part -> part.count() == 0);
  }

  String text() {
    return parts.stream().map(AuditReport::text).collect(Collectors.joining());
  }

  private static String text(Part part) {
    StringBuilder text = new StringBuilder();
    text.append("Module ").append(part.module()).append(" (").append(part.port()).append("): ");
    if (part.count() == 0) {
      return text.append("the audit found nothing\n").toString();
    }
    text.append("the audit found ").append(part.count()).append('\n');
    for (AuditEntry entry : part.entries()) {
      text.append("  ").append(entry.time()).append(' ').append(entry.kind());
      text.append(entry.command().isEmpty() ? "" : " " + entry.command());
      text.append("\n    ").append(entry.sentence()).append('\n');
    }
    if (part.further() > 0) {
      text.append("  and ").append(part.further()).append(" more\n");
    }
    return text.toString();
  }

  String json() {
    return parts.stream().map(AuditReport::json).collect(Collectors.joining(",", "[", "]\n"));
  }

  private static String json(Part part) {
    return part.entries().stream()
        .map(AuditReport::json)
        .collect(
            Collectors.joining(
                ",",
                "{\"module\":"
                    + part.module()
                    + ",\"port\":"
                    + quoted(part.port())
                    + ",\"found\":"
                    + part.count()
                    + ",\"entries\":[",
                "]}"));
  }

  private static String json(AuditEntry entry) {
    return "{\"kind\":"
        + quoted(entry.kind().name())
        + ",\"time\":"
        + quoted(entry.time().toString())
        + ",\"command\":"
        + quoted(entry.command())
        + ",\"sentence\":"
        + quoted(entry.sentence())
        + "}";
  }

  /** RFC 8259, section 7. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c < ' ' || Character.isSurrogate((char) c)) {
                quoted.append(String.format("\\u%04x", c));
              } else {
                quoted.append(c == '"' || c == '\\' ? "\\" : "").append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
