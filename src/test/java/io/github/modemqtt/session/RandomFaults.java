package io.github.modemqtt.session;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.Fault.Moment;
import io.github.modemqtt.emulator.scenario.Scenario;
import io.github.modemqtt.emulator.scenario.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Faults of all kinds, one after the other: the same seed gives the same ones. */
final class RandomFaults {
  private static final List<String> URCS =
      List.of(
          "+ECMTPUB",
          "+ECMTPUB",
          "+ECMTCONN",
          "+ECMTSTAT",
          "+ECMTOPEN",
          "+ECMTSUB",
          "+ECMTUNS",
          "+ECMTCLOSE",
          "+ECMTRECV");
  private static final List<String> LINES =
      List.of(
          "+ECMTSTAT: 0,1",
          "+ECMTCONN: 0,0,0",
          "+ECMTCONN: 0,0,5",
          "+ECMTDISC: 0,0",
          "+ECMTPUB: 0,0,0",
          "+ECMTPUB: 0,77777,0",
          "+ECMTSUB: 0,0,2,0",
          "+ECMTRECV: 0,0,\"s/none\",\r\nOK\r\n+ECMTSTAT: 0,1",
          "+CEREG: 0",
          "^boot.rom'v!",
          "> ",
          "garbage \u0001\u0002\u0003");
  private static final List<String> COMMANDS =
      List.of(
          "ATE0",
          "+CMEE",
          "+CGMI",
          "+CFUN?",
          "+CPIN?",
          "+CEREG?",
          "+CGPADDR",
          "+ECMTCONN?",
          "+ECMTCFG",
          "+ECMTOPEN",
          "+ECMTCONN=",
          "+ECMTSUB",
          "+ECMTPUB",
          "+ECMTPUB",
          "+ECMTCLOSE",
          "+CFUN=",
          "+ECRST");

  private final Random random;

  RandomFaults(long seed) {
    random = new Random(seed);
  }

  /** A fault, in words, and how it is made to happen. */
  record Planned(String name, Scenario scenario) {
    void happen(EmulatedModule module) {
      module.play(scenario);
    }
  }

  Duration pause(Duration mean) {
    return Duration.ofMillis((long) (mean.toMillis() * 2 * random.nextDouble()));
  }

  Planned next() {
    int choice = random.nextInt(100);
    if (choice < 14) {
      return now(new Fault.DropLink());
    } else if (choice < 20) {
      return now(new Fault.Reset());
    } else if (choice < 29) {
      return resetDuringACommand();
    } else if (choice < 43) {
      return now(new Fault.LoseNextUrc(one(URCS)));
    } else if (choice < 50) {
      return now(new Fault.DelayNextUrc(one(URCS), upTo(1500)));
    } else if (choice < 56) {
      return now(new Fault.DuplicateNextUrc(one(URCS)));
    } else if (choice < 67) {
      return now(new Fault.InjectLine(one(LINES), one(List.of(Moment.values()))));
    } else if (choice < 72) {
      return now(new Fault.GarbleBytes(1 + random.nextInt(3), random.nextLong()));
    } else if (choice < 77) {
      return now(new Fault.DropBytes(1 + random.nextInt(3), random.nextLong()));
    } else if (choice < 81) {
      return now(new Fault.Mute(upTo(800)));
    } else if (choice < 86) {
      return now(new Fault.PortGone(upTo(500)));
    } else if (choice < 89) {
      return now(new Fault.StuckConnecting());
    } else if (choice < 93) {
      return now(new Fault.NoNetwork(upTo(1500)));
    } else if (choice < 97) {
      return refusalOfTheReconnect();
    } else {
      return now(new Fault.Outage(upTo(1500)));
    }
  }

  /** What is set with ECMTCFG is lost with it, too. */
  private Planned resetDuringACommand() {
    Trigger trigger = new Trigger.After(one(COMMANDS), upTo(10), false);
    return planned(new Scenario.Step(trigger, new Fault.Reset()));
  }

  private Planned refusalOfTheReconnect() {
    Fault refusal = new Fault.RefuseConnect(1 + random.nextInt(5));
    return planned(now(refusal, Duration.ZERO), now(new Fault.DropLink(), Duration.ZERO));
  }

  private static Planned now(Fault fault) {
    return planned(now(fault, Duration.ZERO));
  }

  private static Scenario.Step now(Fault fault, Duration delay) {
    return new Scenario.Step(new Trigger.At(delay), fault);
  }

  private static Planned planned(Scenario.Step... steps) {
    Scenario scenario = Scenario.of(steps);
    Supplier<String> name = () -> List.of(steps).toString().replace("io.github.modemqtt.", "");
    return new Planned(name.get(), scenario);
  }

  private Duration upTo(int millis) {
    return Duration.ofMillis(random.nextInt(millis + 1));
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
