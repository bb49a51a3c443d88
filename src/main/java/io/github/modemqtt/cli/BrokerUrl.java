package io.github.modemqtt.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code -L} says: {@code mqtt://[USER[:PASSWORD]@]HOST[:PORT]/TOPIC}.
 *
 * @param host the broker's host
 * @param port its port
 * @param user the user name, or {@code null}
 * @param password the password, or {@code null}
 * @param topic the topic, without the slash before it
 */
record BrokerUrl(
    String host,
    int port,
    @Nullable String user,
    @Nullable String password,
    Optional<String> topic) {
  private static final int DEFAULT_PORT = 1883;

  /** The messages never hold the URL, because of its password. */
  static BrokerUrl parse(String url) {
    URI uri;
    try {
      uri = new URI(url.replace("#", "%23"));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("-L cannot be read at character " + (e.getIndex() + 1));
    }
    if ("mqtts".equals(uri.getScheme())) {
      throw new IllegalArgumentException("-L wants TLS, which the module cannot be trusted with");
    }
    if (!"mqtt".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("-L must be mqtt://[USER[:PASSWORD]@]HOST[:PORT]/TOPIC");
    }
    String account = uri.getRawUserInfo();
    int colon = account == null ? -1 : account.indexOf(':');
    String path = uri.getPath();
    return new BrokerUrl(
        uri.getHost(),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        account == null ? null : decoded(colon < 0 ? account : account.substring(0, colon)),
        account == null || colon < 0 ? null : decoded(account.substring(colon + 1)),
        path.length() > 1 ? Optional.of(path.substring(1)) : Optional.empty());
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "BrokerUrl[" + host + ":" + port + "]";
  }
}
