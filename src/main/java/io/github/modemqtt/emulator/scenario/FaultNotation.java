package io.github.modemqtt.emulator.scenario;

import static io.github.modemqtt.emulator.scenario.Fields.MOMENT;
import static io.github.modemqtt.emulator.scenario.Fields.NUMBER;
import static io.github.modemqtt.emulator.scenario.Fields.OPTIONAL_TIME;
import static io.github.modemqtt.emulator.scenario.Fields.PREFIX;
import static io.github.modemqtt.emulator.scenario.Fields.SEED;
import static io.github.modemqtt.emulator.scenario.Fields.TEXT;
import static io.github.modemqtt.emulator.scenario.Fields.TIME;

import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.Fault.CutLine;
import io.github.modemqtt.emulator.model.Fault.DelayNextUrc;
import io.github.modemqtt.emulator.model.Fault.DropBytes;
import io.github.modemqtt.emulator.model.Fault.DropLink;
import io.github.modemqtt.emulator.model.Fault.DuplicateNextUrc;
import io.github.modemqtt.emulator.model.Fault.GarbleBytes;
import io.github.modemqtt.emulator.model.Fault.InjectLine;
import io.github.modemqtt.emulator.model.Fault.LoseNextUrc;
import io.github.modemqtt.emulator.model.Fault.Mute;
import io.github.modemqtt.emulator.model.Fault.NoNetwork;
import io.github.modemqtt.emulator.model.Fault.Outage;
import io.github.modemqtt.emulator.model.Fault.PortGone;
import io.github.modemqtt.emulator.model.Fault.RefuseConnect;
import io.github.modemqtt.emulator.model.Fault.Reset;
import io.github.modemqtt.emulator.model.Fault.StuckConnecting;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How a kind of fault is written: its word, then its values.
 *
 * @param <F> the kind
 */
final class FaultNotation<F extends Fault> {
  /** One line for each kind. */
  private static final List<FaultNotation<?>> KINDS =
      List.of(
          kind(DropLink.class, "drop-link", DropLink::new),
          kind(RefuseConnect.class, "refuse-connect", NUMBER, RefuseConnect::new, f -> f.code()),
          kind(LoseNextUrc.class, "lose-urc", PREFIX, LoseNextUrc::new, f -> f.prefix()),
          kind(
              DelayNextUrc.class,
              "delay-urc",
              PREFIX,
              f -> f.prefix(),
              TIME,
              f -> f.delay(),
              DelayNextUrc::new),
          kind(
              DuplicateNextUrc.class,
              "duplicate-urc",
              PREFIX,
              DuplicateNextUrc::new,
              f -> f.prefix()),
          kind(
              InjectLine.class,
              "inject",
              TEXT,
              f -> f.text(),
              MOMENT,
              f -> f.moment(),
              InjectLine::new),
          kind(
              GarbleBytes.class,
              "garble-bytes",
              NUMBER,
              f -> f.count(),
              SEED,
              f -> f.seed(),
              GarbleBytes::new),
          kind(
              DropBytes.class,
              "drop-bytes",
              NUMBER,
              f -> f.count(),
              SEED,
              f -> f.seed(),
              DropBytes::new),
          kind(CutLine.class, "cut-line", CutLine::new),
          kind(
              Mute.class,
              "mute",
              OPTIONAL_TIME,
              time -> new Mute(time.orElse(null)),
              f -> Optional.ofNullable(f.duration())),
          kind(Reset.class, "reset", Reset::new),
          kind(StuckConnecting.class, "stuck-connecting", StuckConnecting::new),
          kind(NoNetwork.class, "no-network", TIME, NoNetwork::new, f -> f.duration()),
          kind(Outage.class, "outage", TIME, Outage::new, f -> f.duration()),
          kind(PortGone.class, "port-gone", TIME, PortGone::new, f -> f.duration()));

  private final Class<F> type;
  private final String word;
  private final Function<Words, F> reader;
  private final Function<F, String> values;

  private FaultNotation(
      Class<F> type, String word, Function<Words, F> reader, Function<F, String> values) {
    this.type = type;
    this.word = word;
    this.reader = reader;
    this.values = values;
  }

  private static <F extends Fault> FaultNotation<F> kind(
      Class<F> type, String word, Supplier<F> maker) {
    return new FaultNotation<>(type, word, words -> maker.get(), fault -> "");
  }

  private static <F extends Fault, A> FaultNotation<F> kind(
      Class<F> type, String word, Field<A> field, Function<A, F> maker, Function<F, A> value) {
    return new FaultNotation<>(
        type,
        word,
        words -> maker.apply(field.read(words)),
        fault -> field.print(value.apply(fault)));
  }

  private static <F extends Fault, A, B> FaultNotation<F> kind(
      Class<F> type,
      String word,
      Field<A> first,
      Function<F, A> firstValue,
      Field<B> second,
      Function<F, B> secondValue,
      BiFunction<A, B, F> maker) {
    return new FaultNotation<>(
        type,
        word,
        words -> {
          A value = first.read(words);
          return maker.apply(value, second.read(words));
        },
        fault -> first.print(firstValue.apply(fault)) + second.print(secondValue.apply(fault)));
  }

  static Fault read(Words words) {
    int start = words.position();
    String word = words.take(all());
    FaultNotation<?> notation =
        KINDS.stream()
            .filter(kind -> kind.word.equals(word))
            .findFirst()
            .orElseThrow(() -> words.expected(start, all()));
    int values = words.position();
    try {
      return notation.reader.apply(words);
    } catch (IllegalArgumentException e) {
      throw words.expected(values, "other values: " + e.getMessage());
    }
  }

  private static String all() {
    return KINDS.stream()
        .map(kind -> kind.word)
        .collect(Collectors.joining(" ", "a fault, one of ", ""));
  }

  static String print(Fault fault) {
    for (FaultNotation<?> kind : KINDS) {
      if (kind.type.isInstance(fault)) {
        return kind.printed(fault);
      }
    }
    throw new IllegalArgumentException("no notation for the fault " + fault);
  }

  private String printed(Fault fault) {
    return word + values.apply(type.cast(fault));
  }
}
