package io.github.modemqtt.emulator.internal.power;

import io.github.modemqtt.emulator.model.SleepLevel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What ECPMUCFG, ECPCFG and ECPURC set. In the module's NV memory: it survives a reset. */
public final class PowerSettings {
  private static final String HOLD_OFF = "slpWaitTime";

  private final Map<String, Integer> platform = new LinkedHashMap<>();
  private @Nullable Integer mode;
  private boolean enabled = true;
  private boolean reportsHibernation;

  /** Creates the settings of a new module. */
  public PowerSettings() {
    platform.put("faultAction", 0);
    platform.put("dumpToATPort", 0);
    platform.put("startWDT", 1);
    platform.put("logCtrl", 1);
    platform.put("logLevel", 0);
    platform.put("logBaudrate", 3_000_000);
    platform.put(HOLD_OFF, 0);
  }

  Map<String, Integer> platform() {
    return platform;
  }

  void setMode(boolean on, int newMode) {
    enabled = on;
    mode = newMode;
  }

  boolean enabled() {
    return enabled;
  }

  /** The mode as a number; 1 in a new module. */
  int mode() {
    return mode == null ? SleepLevel.IDLE.ordinal() : mode;
  }

  /** The deepest sleep that the host allows. */
  SleepLevel deepest() {
    return enabled ? SleepLevel.values()[mode()] : SleepLevel.ACTIVE;
  }

  /** How long each chunk of input keeps the module awake. */
  Duration holdOff() {
    return Duration.ofMillis(platform.getOrDefault(HOLD_OFF, 0));
  }

  void reportHibernation(boolean on) {
    reportsHibernation = on;
  }

  boolean reportsHibernation() {
    return reportsHibernation;
  }
}
