package org.eclipse.paho.client.mqttv3.persist;

/** A stub. */
public class MemoryPersistence {}
