// go get github.com/eclipse/paho.mqtt.golang
package main

import (
	"fmt"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

const (
	broker         = {{url}}
	clientID       = {{client_id}}
	username       = {{username}}
	password       = {{password}}
	keepAlive      = {{keep_alive}} * time.Second
	publishTopic   = {{publish_topic}}
	subscribeTopic = {{subscribe_topic}}
)

func main() {
	options := mqtt.NewClientOptions().
		AddBroker(broker).
		SetClientID(clientID).
		SetUsername(username).
		SetPassword(password).
		SetKeepAlive(keepAlive).
		SetProtocolVersion(4).
		SetCleanSession(true)

	client := mqtt.NewClient(options)
	wait(client.Connect())
	fmt.Println("CONNACK: 0")
	wait(client.Subscribe(subscribeTopic, 1, func(_ mqtt.Client, message mqtt.Message) {
		fmt.Println(message.Topic(), string(message.Payload()))
	}))
	wait(client.Publish(publishTopic, 1, false, "hello"))
	select {}
}

func wait(token mqtt.Token) {
	if token.Wait() && token.Error() != nil {
		log.Fatal(token.Error())
	}
}
