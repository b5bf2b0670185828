package io.verity.audit.collect.engine;

/**
 * What a person hands in as evidence.
 *
 * @param mediaType as the person says; nobody looks into it
 */
public record UploadedFile(String name, String mediaType, byte[] content) {

  @Override
  public String toString() {
    return "UploadedFile[" + name + ", " + content.length + " bytes]";
  }
}
