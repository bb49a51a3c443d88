package io.github.modemqtt.testing;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.emulator.model.AuditEntry;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.session.ModemMqttClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.AssertionFailedError;

/** Does what {@link EmulatedModule} says; registered by that annotation. */
public final class EmulatedModuleExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(EmulatedModuleExtension.class);
  private static final Map<Class<?>, Function<ModuleBench, Object>> PARAMETERS =
      Map.of(
          ModuleBench.class, bench -> bench,
          ModemMqttClient.class, ModuleBench::client,
          AtChannel.class, ModuleBench::channel,
          io.github.modemqtt.emulator.EmulatedModule.class, ModuleBench::module,
          BrokerPeer.class, ModuleBench::peer,
          BrokerAddress.class, ModuleBench::broker);

  /** Makes the extension. */
  public EmulatedModuleExtension() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    EmulatedModule annotation = TestAnnotations.find(context, EmulatedModule.class).orElseThrow();
    store(context)
        .put(
            ModuleBench.class,
            new ModuleBench(
                annotation, TestAnnotations.newSetup(annotation.setup()), brokers(context)));
  }

  /** They live as long as the test run: its store closes them. JUnit 5 has no newer way. */
  @SuppressWarnings("deprecation")
  private static BrokerPool brokers(ExtensionContext context) {
    BrokerPool pool =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(BrokerPool.class, key -> new BrokerPool(), BrokerPool.class);
    return Objects.requireNonNull(pool);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return TestAnnotations.isForOneTest(parameter, context, PARAMETERS.keySet());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ModuleBench bench = store(context).get(ModuleBench.class, ModuleBench.class);
    return Objects.requireNonNull(PARAMETERS.get(parameter.getParameter().getType())).apply(bench);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    ModuleBench bench = store(context).get(ModuleBench.class, ModuleBench.class);
    if (bench == null) {
      return;
    }
    io.github.modemqtt.emulator.EmulatedModule module = bench.close();
    EmulatedModule annotation = TestAnnotations.find(context, EmulatedModule.class).orElseThrow();
    if (module != null && annotation.audit() && !TestAnnotations.wasAborted(context)) {
      requireCareful(module);
    }
  }

  private static void requireCareful(io.github.modemqtt.emulator.EmulatedModule module) {
    List<AuditEntry> found = module.audit();
    if (!found.isEmpty()) {
      throw new AssertionFailedError(
          "The module's audit found what a careful host does not do"
              + " (@EmulatedModule(audit = false) if the test means it):"
              + found.stream().map(EmulatedModuleExtension::line).collect(Collectors.joining())
              + (module.furtherAuditEntries() > 0
                  ? "\n  and " + module.furtherAuditEntries() + " more"
                  : ""));
    }
  }

  private static String line(AuditEntry entry) {
    return "\n  " + entry.kind() + " at '" + entry.command() + "': " + entry.sentence();
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}
