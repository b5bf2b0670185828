package io.verity.audit.report;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.legacy.YieldingOperatorFactory;
import org.apache.flink.table.runtime.generated.GeneratedClass;

/**
 * Lets a job use the classes that Flink has generated for an earlier one. Flink keeps compiled
 * classes by their text, but also by the class loader of the job, which is another for each job:
 * all are compiled again, and run slowly until the JVM has compiled them too. Here they are
 * compiled with the loader that this program itself was loaded by, which in a warm cluster is the
 * same for all jobs and has all that generated code can name.
 */
final class SharedCode<T> extends AbstractStreamOperatorFactory<T> {

  private static final long serialVersionUID = 1L;

  private static final String TABLE_OPERATORS = "org.apache.flink.table.runtime.operators.";

  private final AbstractStreamOperatorFactory<T> factory;

  private SharedCode(AbstractStreamOperatorFactory<T> factory) {
    this.factory = factory;
  }

  static void useIn(StreamGraph graph) {
    for (StreamNode node : graph.getStreamNodes()) {
      StreamOperatorFactory<?> factory = node.getOperatorFactory();
      if (factory instanceof AbstractStreamOperatorFactory<?> any && isOfTables(any)) {
        node.setOperatorFactory(new SharedCode<>(any));
      }
    }
  }

  /** Flink looks at the class of other factories, sources among them, and must find it. */
  private static boolean isOfTables(AbstractStreamOperatorFactory<?> factory) {
    if (factory instanceof CoordinatedOperatorFactory
        || factory instanceof YieldingOperatorFactory) {
      return false;
    }
    Object part =
        factory.getClass() == SimpleOperatorFactory.class
            ? ((SimpleOperatorFactory<?>) factory).getOperator()
            : factory;
    return part.getClass().getName().startsWith(TABLE_OPERATORS);
  }

  @Override
  public <O extends StreamOperator<T>> O createStreamOperator(
      StreamOperatorParameters<T> parameters) {
    compile(factory);
    factory.setProcessingTimeService(processingTimeService);
    return factory.createStreamOperator(parameters);
  }

  /** Every generated class that the factory holds, wherever: writing it passes them all. */
  private static void compile(Object factory) {
    try (ObjectOutputStream nowhere =
        new ObjectOutputStream(OutputStream.nullOutputStream()) {
          {
            enableReplaceObject(true);
          }

          @Override
          protected Object replaceObject(Object part) {
            if (part instanceof GeneratedClass<?> code) {
              code.compile(SharedCode.class.getClassLoader());
            }
            return part;
          }
        }) {
      nowhere.writeObject(factory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void setChainingStrategy(ChainingStrategy strategy) {
    factory.setChainingStrategy(strategy);
  }

  @Override
  public ChainingStrategy getChainingStrategy() {
    return factory.getChainingStrategy();
  }

  @Override
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return factory.getStreamOperatorClass(loader);
  }
}
