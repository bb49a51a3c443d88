package io.github.modemqtt.emulator.internal.radio;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which network URCs are on. In the module's NV memory: they survive a reset; off when new. */
public final class UrcSwitches {
  /** No URC, but kept with them. */
  private static final String CLOCK_UPDATE = "CTZU";

  /** The value of each switch that {@code AT+ECURC="ALL",1} sets. */
  private static final Map<String, Integer> ALL_ON =
      Map.ofEntries(
          Map.entry("CREG", 3),
          Map.entry("CEREG", 5),
          Map.entry("CEDRXP", 1),
          Map.entry("CCIOTOPTI", 3),
          Map.entry("CSCON", 1),
          Map.entry("CTZEU", 3),
          Map.entry("ECCESQ", 2),
          Map.entry("CGEV", 1),
          Map.entry("ECPSMR", 1),
          Map.entry("ECPTWEDRXP", 1),
          Map.entry("ECPIN", 1),
          Map.entry("ECPADDR", 1),
          Map.entry("ECPCFUN", 1));

  private final Map<String, Integer> values = new HashMap<>();

  /** Creates the switches of a new module: all off, but the clock follows the network. */
  public UrcSwitches() {
    values.put(CLOCK_UPDATE, 1);
  }

  int value(String name) {
    return values.getOrDefault(name, 0);
  }

  void set(String name, int value) {
    values.put(name, value);
  }

  /** Switches one, or all of them with {@code ALL}; returns whether the name is known. */
  boolean turn(String name, boolean on) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (upper.equals("ALL")) {
      ALL_ON.forEach((each, full) -> values.put(each, on ? full : 0));
      return true;
    }
    @Nullable Integer full = ALL_ON.get(upper);
    if (full == null) {
      return false;
    }
    values.put(upper, on ? full : 0);
    return true;
  }
}
