package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.FinalResult;
import io.github.modemqtt.at.ModuleNotRespondingException;
import io.github.modemqtt.modem.NoAddressException;
import io.github.modemqtt.modem.NotRegisteredException;
import io.github.modemqtt.modem.PinRequiredException;
import io.github.modemqtt.modem.RegistrationState;
import io.github.modemqtt.modem.SimMissingException;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectReturnCode;
import io.github.modemqtt.mqtt.MqttRefusedException;
import io.github.modemqtt.transport.PortBusyException;
import io.github.modemqtt.transport.PortNotFoundException;
import io.github.modemqtt.transport.PortPermissionException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a new user meets is told in one line, with the next step. */
@Timeout(30)
class NewUserErrorsTest {
  private static final String PORT = "/dev/ttyUSB0";

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new PortNotFoundException(PORT, null), ExitCode.NO_PORT, "modemqtt ports"),
        Arguments.of(
            new PortPermissionException(PORT, null),
            ExitCode.NO_PORT,
            "sudo usermod -aG dialout $USER"),
        Arguments.of(new PortBusyException(PORT, null), ExitCode.NO_PORT, "fuser -v " + PORT),
        Arguments.of(
            new ModuleNotRespondingException("AT", PORT + "@115200", 10),
            ExitCode.NO_ANSWER,
            "baud rate (9600 and 115200 are usual)"),
        Arguments.of(
            new SimMissingException(
                new CommandRejectedException(
                    "AT+CPIN?",
                    new FinalResult(
                        FinalResult.Kind.CME_ERROR, "+CME ERROR: 10", OptionalInt.of(10)),
                    List.of())),
            ExitCode.FAILED,
            "insert a SIM card"),
        Arguments.of(new PinRequiredException(), ExitCode.FAILED, "give the PIN"),
        Arguments.of(
            new NotRegisteredException(RegistrationState.SEARCHING, null, Duration.ofSeconds(120)),
            ExitCode.FAILED,
            "check antenna, coverage"),
        Arguments.of(
            new NoAddressException(Duration.ofSeconds(30), null), ExitCode.FAILED, "check the APN"),
        Arguments.of(
            new MqttRefusedException(
                new BrokerAddress("broker.example", 1883),
                ConnectReturnCode.ofCode(4).orElseThrow()),
            ExitCode.FAILED,
            "user name and password"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void oneLineSaysWhatToDoNext(ModemException failure, int exitCode, String nextStep) {
    String told = Failures.describe(failure);

    assertEquals(1, told.lines().count(), told);
    assertTrue(told.substring(told.indexOf("; ")).contains(nextStep), told);
    assertEquals(exitCode, ExitCode.of(failure));
  }
}
