package io.github.modemqtt.testsupport;

import io.github.modemqtt.testsupport.RecordedLine.Chunk;
import io.github.modemqtt.transcript.RecordingTransport;
import io.github.modemqtt.transcript.Redaction;
import io.github.modemqtt.transcript.ReplayTransport;
import io.github.modemqtt.transcript.Transcript;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What went over a line, and the recording of it.
 *
 * @param name which session of which test
 * @param chunks what went over the line, byte by byte
 * @param recording the text of the recording
 */
record SessionReplay(String name, List<Chunk> chunks, String recording) {
  private static final Pattern TIME = Pattern.compile("(?m)^[0-9]+\\.[0-9]{3} ");
  private static final String NO_TIME = "0.000 ";
  private static final int READ_BYTES = 64 * 1024;

  /** Replays the recording to a host that does the same again, and records that; must be equal. */
  void check() {
    Transcript transcript = Transcript.parse(recording);
    same("is printed as it was recorded", recording, transcript.print());
    ReplayTransport replay = ReplayTransport.of(transcript);
    StringWriter file = new StringWriter();
    RecordingTransport line =
        new RecordingTransport(replay, file, transcript.header(), Redaction.standard());
    line.open();
    int said = 0;
    try {
      for (Chunk chunk : chunks) {
        if (chunk.fromHost()) {
          line.write(chunk.bytes(), 0, chunk.bytes().length);
        } else {
          said += readAll(line);
        }
      }
      replay.verifyComplete();
    } catch (RuntimeException e) {
      throw new AssertionError(name + " does not replay:\n" + recording, e);
    } finally {
      line.close();
    }
    if (said != bytesOfModule()) {
      throw new AssertionError(
          name + ": the module said " + bytesOfModule() + " bytes, in the replay " + said);
    }
    same("is the same once more", withoutTimes(recording), withoutTimes(file.toString()));
  }

  /** Reads chunk by chunk what the module says up to where the host goes on. */
  private static int readAll(RecordingTransport line) {
    byte[] buffer = new byte[READ_BYTES];
    int all = 0;
    int count = line.read(buffer, 0, READ_BYTES, Duration.ZERO);
    while (count > 0) {
      all += count;
      count = line.read(buffer, 0, READ_BYTES, Duration.ZERO);
    }
    return all;
  }

  private int bytesOfModule() {
    return chunks.stream().filter(c -> !c.fromHost()).mapToInt(c -> c.bytes().length).sum();
  }

  private static String withoutTimes(String recording) {
    return TIME.matcher(recording).replaceAll(NO_TIME);
  }

  private void same(String what, String expected, String got) {
    if (expected.equals(got)) {
      return;
    }
    List<String> before = expected.lines().toList();
    List<String> after = got.lines().toList();
    int line = 0;
    while (line < Math.min(before.size(), after.size())
        && before.get(line).equals(after.get(line))) {
      line++;
    }
    throw new AssertionError(
        name
            + ": not true that its recording "
            + what
            + "; line "
            + (line + 1)
            + "\n- "
            + (line < before.size() ? before.get(line) : "(end)")
            + "\n+ "
            + (line < after.size() ? after.get(line) : "(end)")
            + "\n"
            + expected);
  }
}
