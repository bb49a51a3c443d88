package io.github.modemqtt.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.Step.ModuleSends;
import io.github.modemqtt.transport.MemoryTransport;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A session that a test plays on both ends of a recorded line. Text is bytes as ISO 8859-1. */
final class RecordedSession {
  private static final Pattern TIME = Pattern.compile("(?m)^\\d+\\.\\d{3} ");

  private final MemoryTransport.Pair line = MemoryTransport.pair("recorded");
  private final StringWriter file = new StringWriter();
  private final RecordingTransport recording;
  private final StringBuilder fromHost = new StringBuilder();
  private final StringBuilder fromModule = new StringBuilder();

  RecordedSession(Redaction redaction) {
    recording = new RecordingTransport(line.host(), file, Map.of(), redaction);
    recording.open();
    line.module().open();
  }

  RecordedSession host(String... chunks) {
    for (String chunk : chunks) {
      byte[] bytes = chunk.getBytes(ISO_8859_1);
      recording.write(bytes, 0, bytes.length);
      fromHost.append(chunk);
    }
    return this;
  }

  RecordedSession module(String... chunks) {
    for (String chunk : chunks) {
      byte[] bytes = chunk.getBytes(ISO_8859_1);
      line.module().write(bytes, 0, bytes.length);
      recording.read(new byte[bytes.length], 0, bytes.length, Duration.ofSeconds(10));
      fromModule.append(chunk);
    }
    return this;
  }

  /** What was written, with the times taken away. */
  String text() {
    recording.close();
    return TIME.matcher(file.toString()).replaceAll("");
  }

  /** What the host sent in the whole session. */
  String fromHost() {
    return fromHost.toString();
  }

  String fromModule() {
    return fromModule.toString();
  }

  /** What a side sent according to a recording, if its placeholders are bound to these values. */
  static String bytes(String text, boolean host, Map<String, String> values) {
    StringBuilder bytes = new StringBuilder();
    for (Step step : Transcript.parse(text).steps()) {
      if (host && step instanceof HostSends sent) {
        append(bytes, sent.content(), new HashMap<>(values));
      } else if (!host && step instanceof ModuleSends sent) {
        append(bytes, sent.content(), new HashMap<>(values));
      }
    }
    return bytes.toString();
  }

  private static void append(StringBuilder bytes, Content content, Map<String, String> values) {
    for (int i = 0; i < content.length(); i++) {
      if (content.isPlaceholder(i)) {
        bytes.append(values.get(content.placeholder(i).name()));
      } else {
        bytes.append((char) content.symbol(i));
      }
    }
  }
}
