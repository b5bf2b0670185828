package io.verity.audit.service;

import java.io.Serializable;

/** The first free port of a range is taken; 0 means any. */
public record PortRange(int first, int last) implements Serializable {}
