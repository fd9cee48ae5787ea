package org.eclipse.paho.client.mqttv3;

/** A stub. */
public class MqttMessage {}
