package io.github.modemqtt.transcript;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands for the placeholders of a transcript while it is run. */
final class Values {
  private record Hidden(String name, byte[] value) {}

  private final Map<String, byte[]> values;
  private final List<Hidden> hidden;

  /** Takes the values of all placeholders, and those that may be shown to nobody. */
  Values(Map<String, byte[]> values, Map<String, byte[]> hidden) {
    this.values = values;
    this.hidden =
        hidden.entrySet().stream()
            .map(entry -> new Hidden(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingInt((Hidden one) -> one.value.length).reversed())
            .toList();
  }

  /** The bytes of content, with the values in it. */
  byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length());
    for (int i = 0; i < content.length(); i++) {
      if (content.isPlaceholder(i)) {
        bytes.writeBytes(values.getOrDefault(content.placeholder(i).name(), new byte[0]));
      } else {
        bytes.write(content.symbol(i));
      }
    }
    return bytes.toByteArray();
  }

  /** Bytes without the values that may not be shown; the placeholders come back in their place. */
  Content shown(byte[] bytes) {
    Content.Builder shown = Content.builder();
    int at = 0;
    while (at < bytes.length) {
      Hidden found = hiddenAt(bytes, at);
      if (found == null) {
        shown.oneByte(bytes[at++]);
      } else {
        shown.placeholder(Placeholder.named(found.name));
        at += found.value.length;
      }
    }
    return shown.build();
  }

  private @Nullable Hidden hiddenAt(byte[] bytes, int at) {
    for (Hidden one : hidden) {
      int end = at + one.value.length;
      if (end <= bytes.length && Arrays.equals(bytes, at, end, one.value, 0, one.value.length)) {
        return one;
      }
    }
    return null;
  }
}
