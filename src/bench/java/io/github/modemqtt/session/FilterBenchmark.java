package io.github.modemqtt.session;

import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Finding the filters that match a topic: one after the other, and in the tree.
 *
 * <p>A third of the filters each is plain, has a {@code +}, and has a {@code #}; one matches.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FilterBenchmark {
  @Param({"1", "10", "1000"})
  int filters;

  private final Map<TopicFilter, Object> list = new LinkedHashMap<>();
  private final FilterTree<Object> tree = new FilterTree<>();
  private TopicName topic;

  @Setup
  public void setUp() {
    String[] forms = {"plant/%d/state", "plant/+/sensor%d/value", "plant/%d/commands/#"};
    for (int i = 0; i < filters; i++) {
      TopicFilter filter = TopicFilter.of(forms[i % forms.length].formatted(i));
      list.put(filter, filter);
      tree.put(filter, filter);
    }
    topic = TopicName.of("plant/0/state");
  }

  @Benchmark
  public List<Object> oneAfterTheOther() {
    List<Object> found = new ArrayList<>(1);
    for (Map.Entry<TopicFilter, Object> entry : list.entrySet()) {
      if (entry.getKey().matches(topic)) {
        found.add(entry.getValue());
      }
    }
    return found;
  }

  @Benchmark
  public void tree(Blackhole blackhole) {
    tree.forEachMatch(topic, blackhole::consume);
  }
}
