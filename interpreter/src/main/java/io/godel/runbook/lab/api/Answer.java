package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;

/** What a request is answered with. */
public sealed interface Answer {

  /** A document. */
  record Json(int code, JsonNode document) implements Answer {}

  /** A text as it is. */
  record Text(int code, String contentType, String text) implements Answer {}

  /** Parts that come one after the other, until nobody wants them any more. */
  record Stream(String contentType, Feed feed) implements Answer {}
}
