package io.godel.runbook.backend.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** A port of a service leads to where it leads in the cluster. */
final class ServicePortsTest {
  private static final String POD =
      """
      {"spec": {"containers": [{"name": "a"},
       {"name": "b", "ports": [{"name": "other", "containerPort": 1},
        {"name": "web", "containerPort": 8080}]}]}}
      """;

  private static int leads(int port, String service) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode read = mapper.readTree(service);
    return ServicePorts.of(read, port, mapper.readTree(POD));
  }

  @Test
  void aPortLeadsToItsTargetByNumberOrByName() throws Exception {
    String service =
        """
        {"spec": {"clusterIP": "10.96.233.193", "ports": [{"port": 80, "targetPort": "web"},
         {"port": 81, "targetPort": 8081}, {"port": 82}, {"port": 83, "targetPort": "none"}]}}
        """;
    assertEquals(8080, leads(80, service));
    assertEquals(8081, leads(81, service));
    assertEquals(82, leads(82, service));
    assertEquals(83, leads(83, service));
    assertEquals(84, leads(84, service));
  }

  @Test
  void aHeadlessServiceLeadsToThePortItself() throws Exception {
    assertEquals(
        80,
        leads(
            80,
            "{\"spec\": {\"clusterIP\": \"None\", \"ports\": [{\"port\": 80, \"targetPort\": \"web\"}]}}"));
  }
}
