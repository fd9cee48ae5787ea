package org.eclipse.paho.client.mqttv3;

/** A stub. */
public class MqttException extends Exception {
    private static final long serialVersionUID = 1;
}
