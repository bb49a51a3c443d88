package io.github.modemqtt.ecmt;

import static io.github.modemqtt.ecmt.ScriptedLink.BROKER;
import static io.github.modemqtt.ecmt.ScriptedLink.OPTIONS;
import static io.github.modemqtt.ecmt.ScriptedLink.PATIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.modemqtt.at.ParameterException;
import io.github.modemqtt.testsupport.Eventually;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** TLS inside the module: what it is told, and that it is not trusted unless proven. */
@Timeout(30)
class EcmtTlsTest {
  private static final EcmtTls PSK = new EcmtTls.Psk("5ec2e7", "dev1");

  static Stream<EcmtProfile> profiles() {
    return Stream.of(EcmtProfile.EC616, EcmtProfile.EC616_OLD, EcmtProfile.EC616_REF);
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void isRefusedWithItsReasonBeforeAnythingIsSaid(EcmtProfile profile) {
    try (ScriptedLink link = new ScriptedLink(profile, PATIENT.withTls(PSK))) {
      TlsUnusableException refused =
          assertInstanceOf(
              TlsUnusableException.class, Eventually.failure(link.module.open(BROKER, OPTIONS)));

      assertTrue(refused.getMessage().contains("handshake"), refused.getMessage());
      assertTrue(refused.remedy().contains("withProvenTls"), refused.remedy());
      assertEquals(List.of(), link.script.commands());
    }
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        arguments(PSK, "AT+ECMTCFG=\"ssl\",\"psk\",\"5ec2e7\",\"dev1\""),
        arguments(new EcmtTls.Ecc("5ec2e7"), "AT+ECMTCFG=\"ssl\",\"ecc\",\"5ec2e7\""),
        arguments(
            new EcmtTls.Ca("MIIB+a/c=", "broker.example"),
            "AT+ECMTCFG=\"ssl\",\"ca\",\"MIIB+a/c=\",\"broker.example\""));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isConfiguredBeforeTheOpenIfItWasProven(EcmtTls tls, String command) {
    try (ScriptedLink link =
        new ScriptedLink(EcmtProfile.EC616.withProvenTls(), PATIENT.withTls(tls))) {
      Eventually.get(link.module.open(BROKER, OPTIONS));

      List<String> commands = link.script.commands();
      assertEquals(command, commands.get(commands.size() - 2));
      assertTrue(commands.get(commands.size() - 1).startsWith("AT+ECMTOPEN="));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void showsNoKey(EcmtTls tls, String command) {
    EcmtConfigure setting = new EcmtConfigure.Security(tls);

    assertFalse(setting.line().toString().contains("5ec2e7"), setting.line()::toString);
    assertFalse(setting.toString().contains("5ec2e7"), setting::toString);
    assertFalse(PATIENT.withTls(tls).toString().contains("5ec2e7"));
  }

  static Stream<Arguments> badValues() {
    return Stream.of(
        arguments(new EcmtTls.Psk("secret", "dev1"), "pre-shared key"),
        arguments(new EcmtTls.Psk("", "dev1"), "pre-shared key"),
        arguments(new EcmtTls.Psk("0".repeat(129), "dev1"), "pre-shared key"),
        arguments(new EcmtTls.Psk("00", "a\"b"), "pre-shared key's identity"),
        arguments(new EcmtTls.Ecc("0".repeat(4001)), "elliptic curve key"),
        arguments(new EcmtTls.Ecc("secret\r\nx"), "elliptic curve key"),
        arguments(new EcmtTls.Ca("-----BEGIN CERTIFICATE-----", "b"), "certificate"),
        arguments(new EcmtTls.Ca("MIIB", "b".repeat(65)), "host name of the certificate"));
  }

  @ParameterizedTest
  @MethodSource("badValues")
  void badValuesAreRefusedWithoutShowingThem(EcmtTls tls, String parameter) {
    ParameterException refused =
        assertThrows(
            ParameterException.class,
            () ->
                EcmtModule.requireExpressible(
                    BROKER, OPTIONS, EcmtProfile.EC616.withProvenTls(), PATIENT.withTls(tls)));

    assertEquals(parameter, refused.parameter());
    assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
  }
}
