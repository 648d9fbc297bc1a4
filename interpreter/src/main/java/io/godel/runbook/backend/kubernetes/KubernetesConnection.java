package io.godel.runbook.backend.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** The one client of a run, which lets through only what it was made for. */
public final class KubernetesConnection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Longer than every call: calls have their own patience. */
  private static final Duration REQUEST = Duration.ofMinutes(2);

  /** Questions that are asked by sending a document. */
  private static final Set<String> QUESTIONS =
      Set.of(
          "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
          "/apis/authentication.k8s.io/v1/selfsubjectreviews");

  private final KubernetesClient client;
  private final ApiServer server;
  private final String shown;

  private KubernetesConnection(KubernetesClient client, Access access, String shown) {
    this.client = client;
    this.server =
        new ApiServer(client.getHttpClient(), client.getConfiguration().getMasterUrl(), access);
    this.shown = shown;
  }

  /**
   * @throws IOException when there is no such context or no such file; the message says which
   */
  public static KubernetesConnection open(KubernetesProfile profile, Access access)
      throws IOException {
    Config config = config(profile);
    config =
        new ConfigBuilder(config)
            .withConnectionTimeout(Math.toIntExact(CONNECT.toMillis()))
            .withRequestTimeout(Math.toIntExact(REQUEST.toMillis()))
            .withRequestRetryBackoffLimit(0)
            .build();
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new JdkHttpClientFactory())
            .withHttpClientBuilderConsumer(
                builder -> builder.addOrReplaceInterceptor("access", new Gate(access)))
            .build();
    return new KubernetesConnection(
        client, access, profile.context().orElse("the current context"));
  }

  private static Config config(KubernetesProfile profile) throws IOException {
    try {
      if (profile.kubeconfig().isPresent()) {
        File file = new File(profile.kubeconfig().get());
        if (!file.canRead()) {
          throw new IOException("the kubeconfig " + file + " cannot be read");
        }
        return checked(Config.fromKubeconfig(profile.context().orElse(null), file), profile);
      }
      return checked(Config.autoConfigure(profile.context().orElse(null)), profile);
    } catch (KubernetesClientException malformed) {
      throw new IOException("the kubeconfig cannot be used: " + malformed.getMessage());
    }
  }

  /** The library takes another context where it does not find the one that was asked for. */
  private static Config checked(Config config, KubernetesProfile profile) throws IOException {
    if (profile.context().isPresent()
        && (config.getCurrentContext() == null
            || !profile.context().get().equals(config.getCurrentContext().getName()))) {
      throw new IOException("the kubeconfig has no context `" + profile.context().get() + "`");
    }
    return config;
  }

  /** Stops what this connection was not made for, before a byte of it is sent. */
  private record Gate(Access access) implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      boolean looks = request.method().equals("GET") || QUESTIONS.contains(request.uri().getPath());
      boolean tries = access == Access.DRY && isTrial(request);
      if (access != Access.ACT && !looks && !tries) {
        throw new IllegalStateException(
            "nothing is written here: %s %s".formatted(request.method(), request.uri().getPath()));
      }
    }
  }

  /** A deletion is tried out by its body alone: the server does not look at its query. */
  private static boolean isTrial(HttpRequest request) {
    return request.method().equals("DELETE")
        ? String.valueOf(request.bodyString())
            .contains("\"%s\":[\"%s\"]".formatted(ApiServer.DRY_RUN, ApiServer.ALL))
        : String.valueOf(request.uri().getQuery())
            .contains(ApiServer.DRY_RUN + "=" + ApiServer.ALL);
  }

  KubernetesClient client() {
    return client;
  }

  ApiServer server() {
    return server;
  }

  /** What people call it. */
  public String shown() {
    return shown;
  }

  @Override
  public void close() {
    client.close();
  }
}
