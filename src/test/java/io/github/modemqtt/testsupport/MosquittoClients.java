package io.github.modemqtt.testsupport;

import java.util.ArrayList;
import java.util.List;

/** The installed {@code mosquitto_pub} and {@code mosquitto_sub}, for a broker on the loopback. */
public final class MosquittoClients {
  private final int port;
  private final Login login;

  /** User name and password; empty strings stand for none. */
  record Login(String user, String password) {
    static final Login ANONYMOUS = new Login("", "");

    boolean isAnonymous() {
      return user.isEmpty();
    }
  }

  MosquittoClients(int port, Login login) {
    this.port = port;
    this.login = login;
  }

  /** Clients without user name, for any broker on that loopback port. */
  public static MosquittoClients anonymous(int port) {
    return new MosquittoClients(port, Login.ANONYMOUS);
  }

  /** The same clients under another name. */
  public MosquittoClients as(String user, String password) {
    return new MosquittoClients(port, new Login(user, password));
  }

  /**
   * Publishes these bytes, and returns when the broker has them.
   *
   * @param options further options of {@code mosquitto_pub}
   */
  public void publish(String topic, byte[] payload, int qos, boolean retain, String... options) {
    Programs.Result result = runPublish(topic, payload, qos, retain, options);
    if (result.exitCode() != 0) {
      throw new IllegalStateException(
          "mosquitto_pub ended with " + result.exitCode() + ": " + result.output());
    }
  }

  /** Tries to publish, and returns the exit code: 0, or the CONNACK return code of a refusal. */
  public int tryPublish(String topic, byte[] payload, String... options) {
    return runPublish(topic, payload, 1, false, options).exitCode();
  }

  /**
   * Subscribes, and returns when the broker has acknowledged that.
   *
   * @param options further options of {@code mosquitto_sub}
   */
  public MosquittoSubscription subscribe(String filter, int qos, String... options) {
    // Into a pipe it would hold back the line that says that it has subscribed.
    List<String> command = new ArrayList<>(List.of(Programs.require("stdbuf"), "-oL"));
    command.addAll(command("mosquitto_sub", filter, qos, options));
    command.addAll(List.of("-d", "-F", MosquittoSubscription.FORMAT));
    return MosquittoSubscription.start(command);
  }

  private Programs.Result runPublish(
      String topic, byte[] payload, int qos, boolean retain, String... options) {
    List<String> command = command("mosquitto_pub", topic, qos, options);
    // It takes an empty input for an error.
    command.add(payload.length == 0 ? "-n" : "-s");
    if (retain) {
      command.add("-r");
    }
    return Programs.run(command, payload);
  }

  private List<String> command(String program, String topic, int qos, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Programs.require(program));
    command.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(port)));
    command.addAll(List.of("-t", topic, "-q", Integer.toString(qos)));
    if (!login.isAnonymous()) {
      command.addAll(List.of("-u", login.user(), "-P", login.password()));
    }
    command.addAll(List.of(options));
    return command;
  }
}
