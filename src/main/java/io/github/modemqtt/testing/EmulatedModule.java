package io.github.modemqtt.testing;

import io.github.modemqtt.emulator.model.ModuleProfile;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test a module in software with a broker of its own, and fails it for what would upset a
 * real module.
 *
 * <pre>
 * &#64;Test
 * &#64;EmulatedModule
 * void aReadingReachesTheBroker(ModemMqttClient client, BrokerPeer peer) {
 *   client.publish("t", "21.5", Qos.AT_LEAST_ONCE);
 *   assertEquals("21.5", peer.take("t").payloadAsText());
 * }
 * </pre>
 *
 * <p><b>Parameters</b> of the test method, and of {@code @BeforeEach} and {@code @AfterEach}
 * methods. What nobody asks for is not made; what is asked for twice in a test is the same:
 *
 * <ul>
 *   <li>{@link io.github.modemqtt.session.ModemMqttClient}: on the module, connected unless {@link
 *       #client} says otherwise. It waits at most 10 s for a result.
 *   <li>{@link io.github.modemqtt.at.AtChannel}: open on the module, instead of a client.
 *   <li>{@link io.github.modemqtt.emulator.EmulatedModule}: the module, to inject faults and look
 *       at commands and audit.
 *   <li>{@link BrokerPeer}: somebody else at the broker, past all modules.
 *   <li>{@link io.github.modemqtt.mqtt.BrokerAddress}: where the broker listens on the loopback.
 *   <li>{@link ModuleBench}: all of these, also for those who do not want to import two types of
 *       the name {@code EmulatedModule}.
 * </ul>
 *
 * <p>The <b>audit</b> of the module is checked at the end: an entry is something that a careful
 * host does not do. Everything is closed after each test. On a class the annotation is for each
 * test method in it, in nested classes as well; one on the method or nested class goes before it.
 * Tests may run in parallel. No test meets what another one has left: each has a broker for itself,
 * which is used again in the same run only if it is as new. The first broker of a JVM starts in
 * about a second, others in milliseconds.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(EmulatedModuleExtension.class)
public @interface EmulatedModule {

  /** A firmware build; the constants are those of {@link ModuleProfile}. */
  enum Profile {
    /** {@link ModuleProfile#EC616}. */
    EC616(ModuleProfile.EC616),
    /** {@link ModuleProfile#EC616_OLD}. */
    EC616_OLD(ModuleProfile.EC616_OLD),
    /** {@link ModuleProfile#EC616_REF}. */
    EC616_REF(ModuleProfile.EC616_REF),
    /** {@link ModuleProfile#EC616_PLAIN_ERRORS}. */
    EC616_PLAIN_ERRORS(ModuleProfile.EC616_PLAIN_ERRORS),
    /** {@link ModuleProfile#EC626}. */
    EC626(ModuleProfile.EC626);

    private final ModuleProfile profile;

    Profile(ModuleProfile profile) {
      this.profile = profile;
    }

    /**
     * What it stands for.
     *
     * @return the profile
     */
    public ModuleProfile profile() {
      return profile;
    }
  }

  /** How far a client is when the test gets it. */
  enum Start {
    /** Nothing is opened. */
    CLOSED,
    /** {@link io.github.modemqtt.session.ModemMqttClient#open()} was called. */
    OPEN,
    /** It is connected to the broker. */
    CONNECTED
  }

  /**
   * The firmware build.
   *
   * @return the build
   */
  Profile profile() default Profile.EC616;

  /**
   * How far the client is when the test gets it.
   *
   * @return the state
   */
  Start client() default Start.CONNECTED;

  /**
   * Whether the waits of the real firmware are kept, some seconds in a session, and those of the
   * client as well.
   *
   * @return false for a module that answers at once
   */
  boolean firmwareDelays() default false;

  /**
   * Whether the test fails if the module's audit has found something.
   *
   * @return false for a test that does to the module what should not be done
   */
  boolean audit() default true;

  /**
   * What is special about module and client.
   *
   * @return a class with a constructor without parameters
   */
  Class<? extends ModuleSetup> setup() default ModuleSetup.None.class;
}
