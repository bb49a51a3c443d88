package io.github.modemqtt.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/** Lets one user in, with one password, and lets that user do everything. */
final class SingleUser implements ActiveMQSecurityManager {
  private final String user;
  private final byte[] password;

  SingleUser(String user, String password) {
    this.user = user;
    this.password = password.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean validateUser(@Nullable String user, @Nullable String password) {
    return this.user.equals(user)
        && password != null
        && MessageDigest.isEqual(this.password, password.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean validateUserAndRole(
      @Nullable String user, @Nullable String password, Set<Role> roles, CheckType checkType) {
    return validateUser(user, password);
  }
}
