package io.github.modemqtt.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a recording does not show.
 *
 * <p>A secret that the host sends becomes a {@link Placeholder} of its length, such as <code>
 * \{password1:8}</code>, wherever it occurs, in an echo as well: the same program still replays the
 * recording, and so does one with another password of that length. A number that the module tells
 * becomes another number of the same length, always the same one. A secret of less than six bytes
 * is hidden only in its command, in the echo of that, and wherever it stands in quotes: hidden
 * everywhere, a PIN of {@code 1234} would make numbers unreadable.
 *
 * <p>What is found: passwords ({@code ECMTCONN} and its like, {@code CGAUTH} and its like), PIN and
 * PUK ({@code CPIN}, {@code CLCK}, {@code CPWD}), keys ({@code ECMTCFG} with {@code aliauth} or
 * {@code ssl}), IMEI, IMSI, ICCID, phone numbers (not those inside of a hexadecimal PDU). Texts of
 * messages and payloads are shown, except for what is known as a secret from elsewhere; give
 * {@linkplain #withPattern patterns} for more.
 */
public final class Redaction {
  /** A parameter that is not secret, in quotes or not. */
  private static final String ANY = " *(?:\"[^\"\r\n]*\"?|[^,\"\r\n]*) *";

  /** A parameter that is secret. */
  private static final String SECRET = " *(?:\"([^\"\r\n]+)|([^\",;\r\n]+))";

  private static final String SECRET_AND_END = SECRET + "\"? *";
  private static final String PHONE = "\"(\\+?[0-9*#]{3,})";

  private static final List<SecretRule> STANDARD =
      List.of(
          SecretRule.host(
              "password", "\\+\\w*MTCONN *= *[^,\r\n]*," + ANY + "," + ANY + "," + SECRET),
          SecretRule.host(
              "password", "\\+\\w*AUTH\\w* *=[^\"\r\n]*\"[^\"\r\n]*\" *, *\"([^\"\r\n]+)"),
          SecretRule.host("pin", "\\+CPIN *=" + SECRET_AND_END + "(?:," + SECRET + ")?"),
          SecretRule.host("pin", "\\+CLCK *=" + ANY + ",[^,\r\n]*," + SECRET),
          SecretRule.host(
              "pin", "\\+CPWD *=" + ANY + "," + SECRET_AND_END + "(?:," + SECRET + ")?"),
          SecretRule.host("key", aliAuth()),
          SecretRule.module(
              "password", "\\+\\w*AUTH\\w*:[^\"\r\n]*\"[^\"\r\n]*\" *, *\"([^\"\r\n]+)"),
          SecretRule.module(
              "key",
              "\\+ECMTCFG: *\"?aliauth\"?,(?! *\\()" + ANY + ", *\"([^\"\r\n]+)\"? *," + SECRET),
          SecretRule.module( // the firmware tells it without quotes, so that commas tell nothing
              "key", "\\+ECMTCFG: *\"?aliauth\"?,(?! *\\()[^\",\r\n]*,([^\"\r\n]+)"),
          SecretRule.host(
              "key", "\\+ECMTCFG *= *\"?ssl\"? *,(?: *\\d+ *,)? *\"?(?:psk|ecc)\"? *," + SECRET),
          SecretRule.host("phone", "ATD *([+0-9*#]{3,})"),
          SecretRule.inHostLines(
              "phone", "\\+(?:CMGS|CMGW|CMSS|CSCA|CPBW|CPBF|CNUM) *=[^\r\n]*", PHONE),
          SecretRule.inModuleLines(
              "phone",
              "\\+(?:CNUM|CMT|CMGR|CMGL|CLIP|CSCA|CDS|CCWA|COLP|CPBR|CPBF):[^\r\n]*",
              PHONE),
          SecretRule.module("identity", "\\+(?:CGSN|EGMR|CIMI|ECIMI): *\"?(\\d{14,17})"),
          SecretRule.module("identity", "\\+\\w*CCID: *\"?([0-9A-F]{18,22})"),
          SecretRule.module("identity", "(?<![^\n])\"?(\\d{14,20}F?)\"?(?=\r\n)"));

  /** Kinds that a module only knows because a host has told it. */
  private static final Set<String> REPEATED = Set.of("password", "key");

  private final List<SecretRule> rules;
  private final boolean hidesMessageIds;

  private Redaction(List<SecretRule> rules, boolean hidesMessageIds) {
    this.rules = rules;
    this.hidesMessageIds = hidesMessageIds;
  }

  private static String aliAuth() {
    return "\\+ECMTCFG *= *\"?aliauth\"? *, *\\d* *,"
        + SECRET_AND_END
        + ("(?:," + ANY + "(?:," + SECRET_AND_END + "(?:," + ANY)
        + ("(?:," + SECRET + ")?)?)?)?");
  }

  /**
   * Hides all that is named above, and makes placeholders of the message ids of {@code ECMTSUB},
   * {@code ECMTUNS} and {@code ECMTPUB}, which differ from run to run.
   *
   * @return the redaction
   */
  public static Redaction standard() {
    return new Redaction(STANDARD, true);
  }

  /** Hides what is secret, and shows message ids. */
  static Redaction secretsOnly() {
    return new Redaction(STANDARD, false);
  }

  /**
   * Hides nothing: for recordings that are never shown to anybody.
   *
   * @return the redaction
   */
  public static Redaction none() {
    return new Redaction(List.of(), false);
  }

  /**
   * The same redaction, which also hides what matches a pattern on either side.
   *
   * @param name the kind of secret, such as {@code token}: names its placeholders
   * @param pattern finds the secret: its groups, or all of it if it has none. It is applied to
   *     bytes as ISO 8859-1 text, with the line ends in it
   * @return the redaction
   * @throws IllegalArgumentException if the name is no name of a placeholder
   */
  public Redaction withPattern(String name, Pattern pattern) {
    if (!Placeholder.isName(name)) {
      throw new IllegalArgumentException(
          "A kind of secret is a letter, then letters, digits and hyphens: '" + name + "'");
    }
    List<SecretRule> more = new ArrayList<>(rules);
    more.add(new SecretRule(name, true, true, pattern, null));
    return new Redaction(List.copyOf(more), hidesMessageIds);
  }

  /**
   * A command line, or data, of the host as it may be shown to anybody: in the notation of
   * transcripts, with placeholders for its secrets.
   *
   * @param text the text, without or with line ends
   * @return the text without secrets
   */
  public static String withoutSecrets(String text) {
    RecordedChunk chunk = new RecordedChunk(true, text.getBytes(UTF_8), Duration.ZERO);
    return new Redactor(secretsOnly()).redact(List.of(chunk)).get(0).toString();
  }

  /**
   * The passwords, PINs, keys and phone numbers that stand in lines of a host, and the passwords
   * and keys that a module repeats: for programs that show such lines, to keep them back.
   *
   * <p>Numbers that a module tells of itself, such as its IMEI, are none of them.
   *
   * @param text one line or several
   * @return the secrets, each once, the longest first; most lines have none
   */
  public static List<String> secretsIn(String text) {
    Set<String> found = new HashSet<>();
    String searched = text + "\r\n";
    for (SecretRule rule : STANDARD) {
      if (rule.fromHost() || REPEATED.contains(rule.name())) {
        rule.find(searched, (from, to) -> found.add(searched.substring(from, to)));
      }
    }
    return found.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  List<SecretRule> rules() {
    return rules;
  }

  boolean hidesMessageIds() {
    return hidesMessageIds;
  }
}
