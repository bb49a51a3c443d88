package io.github.modemqtt.transcript;

import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.Step.ModuleSends;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A line of the host, and all that the module says before the next one.
 *
 * @param host the line; {@code null} for what the module says first
 * @param module the module's units, in order, however they were cut into chunks
 * @param line where it begins
 * @param pause from what came before to the line of the host, as far as the times tell
 * @param answerTime from there to the last unit, as far as the times tell
 */
record Exchange(
    @Nullable Unit host, List<Unit> module, int line, Duration pause, Duration answerTime) {

  static List<Exchange> of(TranscriptParser.Parsed parsed) {
    Assembler assembler = new Assembler();
    for (int i = 0; i < parsed.lines().size(); i++) {
      assembler.add(parsed.transcript().steps().get(i), parsed.lines().get(i));
    }
    return assembler.finish();
  }

  /** Whether this line of the host only asks, so that it can be repeated without harm. */
  boolean isQuery() {
    Unit sent = host;
    return sent != null
        && sent.content().isExact()
        && sent.content().symbol(sent.content().length() - 1) == '\r'
        && sent.content().startsWith("AT", 0)
        && sent.text().indexOf('=') < 0
        && !module.isEmpty()
        && module.get(module.size() - 1).isFinalResult();
  }

  /** Whether the other exchange asks the same. */
  boolean asksSame(Exchange other) {
    Unit sent = host;
    Unit otherSent = other.host;
    return isQuery()
        && other.isQuery()
        && sent != null
        && otherSent != null
        && sent.content().equals(otherSent.content());
  }

  /** All of it as it looks in a transcript. */
  String shown() {
    StringBuilder text = new StringBuilder(host == null ? "" : host.shown());
    for (Unit unit : module) {
      text.append(text.isEmpty() ? "" : "\n").append(unit.shown());
    }
    return text.toString();
  }

  private static final class Assembler {
    private final List<Exchange> exchanges = new ArrayList<>();
    private final NavigableMap<Integer, Integer> linesByIndex = new TreeMap<>();
    private Content.Builder module = Content.builder();
    private int moduleLength;
    private @Nullable Unit host;
    private int line;
    private Duration pause = Duration.ZERO;
    private Duration hostOffset = Duration.ZERO;
    private Duration lastOffset = Duration.ZERO;

    void add(Step step, int stepLine) {
      if (step instanceof HostSends sent) {
        end();
        Duration offset = sent.offset().orElse(lastOffset);
        pause = notNegative(offset.minus(lastOffset));
        hostOffset = offset;
        lastOffset = offset;
        host = new Unit(true, sent.content(), stepLine);
        line = stepLine;
      } else if (step instanceof ModuleSends sent) {
        if (host == null && moduleLength == 0) {
          line = stepLine;
        }
        linesByIndex.put(moduleLength, stepLine);
        module.content(sent.content());
        moduleLength += sent.content().length();
        lastOffset = sent.offset().orElse(lastOffset);
      }
    }

    private static Duration notNegative(Duration duration) {
      return duration.isNegative() ? Duration.ZERO : duration;
    }

    private void end() {
      if (host != null || moduleLength > 0) {
        exchanges.add(
            new Exchange(host, units(), line, pause, notNegative(lastOffset.minus(hostOffset))));
      }
      module = Content.builder();
      moduleLength = 0;
      linesByIndex.clear();
      host = null;
    }

    private List<Unit> units() {
      List<Unit> units = new ArrayList<>();
      int index = 0;
      for (Step step : ChunkSplitter.split(false, module.build(), Optional.empty())) {
        if (step instanceof ModuleSends sent) {
          units.add(new Unit(false, sent.content(), linesByIndex.floorEntry(index).getValue()));
          index += sent.content().length();
        }
      }
      return List.copyOf(units);
    }

    List<Exchange> finish() {
      end();
      return List.copyOf(exchanges);
    }
  }
}
