/**
 * What every program of ours needs: its configuration from the environment, its metrics endpoint.
 */
package io.verity.audit.service;
