package io.github.modemqtt.mqtt;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client tells the broker in CONNECT (MQTT 3.1.1 section 3.1). Immutable.
 *
 * <p>The rules of MQTT are checked here; a module can be narrower, and says so when it is told to
 * connect.
 *
 * @param clientId the name of the client, unique at the broker. It may be empty, which makes the
 *     broker choose one, only with MQTT 3.1.1 and a clean session; MQTT 3.1 wants 1 to 23
 *     characters
 * @param credentials user name and password, or {@code null} for none
 * @param keepAlive the longest time without a packet, whole seconds from 0 (off) to 3600 s. The
 *     default of {@link Builder} is 300 s, longer than usual, because an EC616 gives the broker's
 *     PINGRESP only about 8 s and then takes the link for lost: in poor coverage each ping is a
 *     risk
 * @param cleanSession whether the broker forgets subscriptions and queued messages at the end
 * @param will what the broker publishes when the client goes away, or {@code null}
 * @param version the protocol version
 */
public record ConnectOptions(
    String clientId,
    @Nullable Credentials credentials,
    Duration keepAlive,
    boolean cleanSession,
    @Nullable Will will,
    MqttVersion version) {

  /** The longest {@link #keepAlive()}. */
  public static final Duration MAX_KEEP_ALIVE = Duration.ofHours(1);

  private static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(300);
  private static final int V3_1_CLIENT_ID_LENGTH = 23;

  /**
   * Checks the options.
   *
   * @param clientId the name of the client
   * @param credentials user name and password, or {@code null}
   * @param keepAlive whole seconds from 0 to 3600 s
   * @param cleanSession whether the session ends with the connection
   * @param will the will, or {@code null}
   * @param version the protocol version
   * @throws IllegalArgumentException if the client id or the keep alive breaks its rule
   */
  public ConnectOptions {
    MqttText.require("The client id", clientId);
    Objects.requireNonNull(version, "version");
    requireClientId(clientId, cleanSession, version);
    requireKeepAlive(keepAlive);
  }

  /**
   * Begins options with the defaults: no credentials, keep alive 300 s, clean session, no will,
   * MQTT 3.1.1.
   *
   * @param clientId the name of the client, unique at the broker
   * @return a builder
   */
  public static Builder builder(String clientId) {
    return new Builder(clientId);
  }

  private static void requireClientId(String clientId, boolean cleanSession, MqttVersion version) {
    int length = clientId.codePointCount(0, clientId.length());
    if (version == MqttVersion.V3_1 && (length < 1 || length > V3_1_CLIENT_ID_LENGTH)) {
      throw new IllegalArgumentException(
          "The client id has " + length + " characters; MQTT 3.1 wants 1 to 23");
    }
    if (length == 0 && !cleanSession) {
      throw new IllegalArgumentException(
          "The client id is empty; MQTT 3.1.1 allows that with a clean session only");
    }
  }

  private static void requireKeepAlive(Duration keepAlive) {
    if (keepAlive.isNegative()
        || keepAlive.compareTo(MAX_KEEP_ALIVE) > 0
        || keepAlive.getNano() != 0) {
      throw new IllegalArgumentException(
          "Keep alive " + keepAlive + " is not in whole seconds from 0 to 3600 s");
    }
  }

  /** {@return the options without any secret} */
  @Override
  public String toString() {
    return "ConnectOptions[clientId="
        + MqttText.preview(clientId)
        + ", credentials="
        + credentials
        + ", keepAlive="
        + keepAlive
        + ", cleanSession="
        + cleanSession
        + ", will="
        + will
        + ", version="
        + version
        + "]";
  }

  /** Collects options; every call returns the same builder. Not for several threads. */
  public static final class Builder {
    private final String clientId;
    private @Nullable Credentials credentials;
    private Duration keepAlive = DEFAULT_KEEP_ALIVE;
    private boolean cleanSession = true;
    private @Nullable Will will;
    private MqttVersion version = MqttVersion.V3_1_1;

    private Builder(String clientId) {
      this.clientId = clientId;
    }

    /**
     * Sets user name and password.
     *
     * @param credentials both, or {@code null} for none
     * @return this builder
     */
    public Builder credentials(@Nullable Credentials credentials) {
      this.credentials = credentials;
      return this;
    }

    /**
     * Sets the keep alive.
     *
     * @param keepAlive whole seconds from 0 (off) to 3600 s
     * @return this builder
     */
    public Builder keepAlive(Duration keepAlive) {
      this.keepAlive = keepAlive;
      return this;
    }

    /**
     * Sets whether the session ends with the connection.
     *
     * @param cleanSession {@code false} to make the broker keep subscriptions and queued messages
     * @return this builder
     */
    public Builder cleanSession(boolean cleanSession) {
      this.cleanSession = cleanSession;
      return this;
    }

    /**
     * Sets the will.
     *
     * @param will what the broker publishes when the client goes away, or {@code null}
     * @return this builder
     */
    public Builder will(@Nullable Will will) {
      this.will = will;
      return this;
    }

    /**
     * Sets the protocol version.
     *
     * @param version the version
     * @return this builder
     */
    public Builder version(MqttVersion version) {
      this.version = version;
      return this;
    }

    /**
     * Makes the options.
     *
     * @return the options
     * @throws IllegalArgumentException if the client id or the keep alive breaks its rule
     */
    public ConnectOptions build() {
      return new ConnectOptions(clientId, credentials, keepAlive, cleanSession, will, version);
    }
  }
}
