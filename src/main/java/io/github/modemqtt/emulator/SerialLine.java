package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.internal.command.LineOutput;
import io.github.modemqtt.emulator.internal.line.Chunker;
import io.github.modemqtt.emulator.internal.line.InputLine;
import io.github.modemqtt.emulator.internal.line.OutputLine;
import io.github.modemqtt.emulator.internal.line.Wire;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.Chunking;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The module's line in both directions, with the rate and the pieces that were asked for.
 *
 * <p>Where nothing was asked for, there is nothing between the module and the transport.
 */
final class SerialLine {
  private final ModuleTime time;
  private final Consumer<byte[]> chunks;
  private final LineOutput output;
  private final LongSupplier dropped;
  private final LineReader reader;
  private @Nullable OutputLine pacedOutput;
  private @Nullable InputLine pacedInput;

  /** The chunks come in the module's own time. */
  SerialLine(
      EmulatedModuleBuilder options, ModuleTime time, Consumer<byte[]> chunks, Runnable end) {
    this.time = time;
    this.chunks = chunks;
    int rate = options.lineRate;
    if (rate == 0 && options.chunking.equals(Chunking.whole())) {
      LineWriter writer = new LineWriter(options.line, EmulatorThreads.BLOCKING, options.sendQueue);
      output = writer::send;
      dropped = writer::dropped;
    } else {
      OutputLine paced = new OutputLine(time, wire(options), options.sendQueue, rate);
      output = paced;
      dropped = paced::dropped;
      pacedOutput = paced;
    }
    if (rate == 0) {
      reader = new LineReader(options.line, options.chunkGap, this::read, end);
    } else {
      reader = LineReader.atARate(options.line, this::written, end);
      pacedInput =
          new InputLine(time, options.chunkGap, LineReader.MAX_CHUNK, rate, chunks, reader::done);
    }
  }

  /** Drops nothing: the module's send queue before it does. */
  private Wire wire(EmulatedModuleBuilder options) {
    Wire writer = new LineWriter(options.line, EmulatorThreads.BLOCKING, Integer.MAX_VALUE);
    return options.chunking.equals(Chunking.whole())
        ? writer
        : new Chunker(time, options.chunking, writer);
  }

  private void read(byte[] chunk) {
    time.execute(
        () -> {
          reader.done();
          chunks.accept(chunk);
        });
  }

  private void written(byte[] piece) {
    time.execute(
        () -> {
          if (pacedInput != null) {
            pacedInput.written(piece);
          }
        });
  }

  /** The loop that reads, for a thread of its own. */
  Runnable reader() {
    return reader;
  }

  /** The way to the host. */
  LineOutput output() {
    return output;
  }

  /** Changes the rate in both directions, if there is one at all. */
  void setRate(int bitsPerSecond) {
    if (pacedInput != null && pacedOutput != null) {
      pacedInput.setRate(bitsPerSecond);
      pacedOutput.setRate(bitsPerSecond);
    }
  }

  long dropped() {
    return dropped.getAsLong();
  }
}
